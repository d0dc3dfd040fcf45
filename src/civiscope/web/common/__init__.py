"""What all apps of the service share. Empty for now."""
