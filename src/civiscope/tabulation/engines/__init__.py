"""Engines that hold tables of any size and answer queries about them: DuckDB in the process, PostgreSQL, Spark."""
