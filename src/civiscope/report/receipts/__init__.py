"""Receipts: what a city has signed, with its checksum, as a document."""
