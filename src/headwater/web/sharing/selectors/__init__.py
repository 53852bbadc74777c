"""Reading what is shared."""
