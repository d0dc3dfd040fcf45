"""Comparisons: two waves, two kinds of respondents, respondents and frame, answers and variables of the frame."""
