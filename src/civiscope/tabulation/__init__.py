"""Estimates of items for all cities and for domains, and changes of single cities between rounds."""
