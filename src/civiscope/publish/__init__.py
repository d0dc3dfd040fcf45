"""Open-data formats and catalogue records (empty until the open-data package is built)."""
