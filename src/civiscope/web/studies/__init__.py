"""Studies and waves that are open for collection. Empty for now."""
