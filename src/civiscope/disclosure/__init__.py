"""What may be published: consent and minimum bases turn estimates and answers into released ones."""
