"""People, links and sessions. Empty for now."""
