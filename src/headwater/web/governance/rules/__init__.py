"""What is allowed, and what follows from what is written down. No clock, no database."""
