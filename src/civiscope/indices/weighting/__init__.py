"""Weights: how much each element counts."""
