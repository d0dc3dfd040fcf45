"""One file per command; cli.registry loads the one that is asked for."""
