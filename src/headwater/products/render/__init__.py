"""One module for each format; one small function for each block."""
