"""The sensitivity of conflicts: tipping points, and samples of the weights.

Plain data, made from a report; knows no output.
"""
