"""What is done with cases and answers."""
