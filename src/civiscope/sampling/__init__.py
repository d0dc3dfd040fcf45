"""Sampling designs: what the answers at hand say about the cities that a wave surveyed."""
