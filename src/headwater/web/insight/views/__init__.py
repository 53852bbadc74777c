"""Pages of the numbers, and the files they are taken away in."""
