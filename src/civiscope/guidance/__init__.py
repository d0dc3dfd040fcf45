"""Peers of a city; later gaps, recommendations, practices and the agenda's rules."""
