"""A city's snapshot: what it says, as a document."""
