"""What the programme team does in the field."""
