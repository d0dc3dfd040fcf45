"""Rules of cases and answers that need no database."""
