"""The picture as SVG, Mermaid, DOT, GraphML and node-link JSON, from its scene."""
