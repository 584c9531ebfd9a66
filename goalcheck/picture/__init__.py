"""The picture of an organization, as plain data: what is drawn, and where it stands. Knows no SVG and no output.

What is drawn:

- `choice`    all of it, one conflict, the surroundings of something, a department, the journey
- `elements`      the boxes and arrows that there are; `marks` what stands out among them
- `folding`   departments in place of objectives, where there is too much to draw; `collapsing` what stands for what
- `thinning`  which arrows, where there are too many
- `scene`     what comes out: boxes, arrows and frames without places

Where it stands:

- `boxes`     how large each box is by its text; `widths` how wide a text is
- `columns`   which column each box stands in; `halves` two columns for boxes of one kind
- `graph`       boxes and stand-ins joined from column to column; `ordering` their order, with few crossings
- `stacking`  the vertical places; `places` the exact answer on one axis
- `ports`     where arrows leave and reach their boxes
- `arrange`   all of this in turn
- `layout`    what comes out: boxes, frames and curves with coordinates
"""
