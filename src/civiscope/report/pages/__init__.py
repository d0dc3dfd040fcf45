"""The release's own pages: front page, codebook, data quality."""
