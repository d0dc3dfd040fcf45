"""Arguments, progress and exit codes: one file per command."""
