"""The organization as matrices: who hurts whom, what departments and objectives do to outcomes, and the camps.

Plain data, made from a report; knows no output. Every matrix is read along its rows: a row hurts a column. Nothing is
imported here, so that a command can know the choices without the engine.
"""
