"""Facts: what rules and views ask of an organization beyond what it declares.

Resource demand, rating history, targets, the department tree, touchpoints, progress. Every module is made from a
`Context`, which works out the costly parts once. Knows no rule and no output.
"""
