"""The service as a whole: settings, addresses, the application that a server runs."""
