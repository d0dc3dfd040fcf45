"""The writers of the document model: HTML, and Typst compiled to PDF, with their fonts and colours."""
