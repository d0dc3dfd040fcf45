"""Adjusting weights to a population: one module per verb, each returning an `adjustment.Adjustment`."""
