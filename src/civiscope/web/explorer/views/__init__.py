"""Views: each parses the address, asks the domain, and fills a template."""
