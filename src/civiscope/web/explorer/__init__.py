"""The public pages of a release: served, or baked into a static site, by the same views and templates."""
