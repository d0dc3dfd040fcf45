"""Cases, answers and sign-offs. Empty for now."""
