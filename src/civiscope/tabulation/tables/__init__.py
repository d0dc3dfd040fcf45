"""Estimates of tables: from a request through an engine to cells, and what needs rows by themselves."""
