"""The public pages of a release. Empty for now."""
