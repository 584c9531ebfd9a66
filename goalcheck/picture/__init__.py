"""The picture of an organization, as plain data: what is drawn, and where it stands. Knows no SVG and no output.

- `choice`    what is drawn: all of it, one conflict, the surroundings of something, a department, the journey
- `folding`   departments in place of objectives, where there is too much to draw
- `scene`     boxes, arrows and frames without places
- `arrange`   their places: columns, order, vertical places, curves
- `layout`    what comes out
"""
