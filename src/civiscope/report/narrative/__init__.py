"""A study's report: its narrative with numbers, figures and parts from a release, as one document."""
