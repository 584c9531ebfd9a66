"""How sure a conflict is, and what would move most: tipping points, draws of the weights, leverage.

Plain data, made from a report; knows no output.
"""
