"""Documents and figures made from a release: one document model, written as HTML and as tagged PDF."""
