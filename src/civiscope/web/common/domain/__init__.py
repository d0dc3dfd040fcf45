"""What the apps do with what they share."""
