"""Tags of templates about cases."""
