"""Style sheets and scripts that all pages of the service share."""
