"""The picture of an organization, as plain data: the scene, and its layout. Knows no SVG and no output.

The scene:

- `choice`              the part that is drawn: all, one conflict, the surroundings of something, the journey
- `subjects`            what somebody typed: a conflict, a finding, a thing; and the conflicts to mark
- `conflict_scene`      one conflict: hurters by their knots, what suffers, protectors; or one finding
- `surroundings`        what something pushes and is pushed by, and its opponents; `opponents` the lines between them
- `composition`         a scene of chosen nodes, within limits; or that it would be too dense
- `elements`            the boxes and arrows that there are; `highlights` those that stand out among them; `names`
- `collapsed_scene`     departments in place of objectives, if there is too much to draw; `collapsing` assigns them
- `thinning`            the arrows that are drawn, if there are too many
- `scene`               the result: boxes, arrows and frames without places

The layout, in layers (Sugiyama, Tagawa and Toda, 1981):

- `boxes`               the size of each box by its text; `widths` the width of a text
- `columns`             the column of each box; `bipartition` two columns for boxes of one kind
- `layered_graph`       boxes and stand-ins joined from column to column; `ordering` their order, with few crossings
- `vertical_placement`  the vertical places; `axis_placement` the exact answer on one axis
- `ports`               the points where arrows leave and reach their boxes
- `arrange`             all of this in turn
- `layout`              the result: boxes, frames and curves with coordinates
"""
