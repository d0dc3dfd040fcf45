"""The city's plan of action. Empty for now."""
