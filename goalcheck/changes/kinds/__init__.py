"""The kinds of changes, one file for each, whole: `registry` finds every module here by its `KIND`."""
