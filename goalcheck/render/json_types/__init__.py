"""The JSON outputs as types: mypy holds the writers to them, and the published schemas are made from them.

Nothing imports these modules at run time but the test that makes the schemas, so that no output pays for pydantic.
"""
