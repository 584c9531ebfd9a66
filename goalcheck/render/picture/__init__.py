"""The picture of who pushes what: SVG, Mermaid, DOT, GraphML and node-link JSON, from the scenes of a picture."""
