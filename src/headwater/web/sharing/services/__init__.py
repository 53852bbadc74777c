"""Writing what is shared."""
