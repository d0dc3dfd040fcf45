"""Looking into an index: its indicators, how they hang together, and what each of them does to the scores."""
