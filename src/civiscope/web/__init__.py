"""The Django service (empty until the collection and the explorer are built)."""
