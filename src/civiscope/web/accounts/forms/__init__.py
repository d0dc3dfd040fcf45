"""What staff type in."""
