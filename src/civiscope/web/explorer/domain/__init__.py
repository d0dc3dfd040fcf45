"""What the pages know: the releases on the shelf, and what is read out of them."""
