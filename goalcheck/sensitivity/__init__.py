"""The sensitivity of conflicts: tipping points, samples of the weights, leverage.

Plain data, made from a report; knows no output.
"""
