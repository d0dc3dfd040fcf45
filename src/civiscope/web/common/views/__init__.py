"""Pages and files of the service itself."""
