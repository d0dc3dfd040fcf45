"""Style sheets and scripts of collection."""
