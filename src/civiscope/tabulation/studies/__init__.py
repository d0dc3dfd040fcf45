"""Estimates of a study's answers: their design, domains and items, and changes of single cities."""
