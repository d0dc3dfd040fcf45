"""The verbs: check, build, snapshot, simulate, new."""
