"""Frozen result types that every room above may use; no input or output happens here."""
