"""Collection: one city, one answer, several colleagues; and the desk of the programme team."""
