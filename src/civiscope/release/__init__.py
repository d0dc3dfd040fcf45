"""Writing, sealing, reading and verifying a release: the one door between analysis and publication."""
