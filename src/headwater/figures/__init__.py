"""Released tables in, drawings out."""
