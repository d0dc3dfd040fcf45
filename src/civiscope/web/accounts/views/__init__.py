"""Pages on which people of cities sign in."""
