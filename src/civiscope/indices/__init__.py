"""Composite indicators: from items to a score that can be explained, with its uncertainty."""
