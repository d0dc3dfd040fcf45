"""The fixed phrases of documents, how numbers and lists are written, and a release in the words of one language."""
