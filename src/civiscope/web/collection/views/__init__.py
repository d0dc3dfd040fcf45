"""Pages of cities and of the programme team."""
