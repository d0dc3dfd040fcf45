"""What documents say and draw of outcome models: sentences, figures, tables, made from the release alone."""
