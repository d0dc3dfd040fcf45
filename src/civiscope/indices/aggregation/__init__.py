"""Aggregation: from elements to what they are part of."""
