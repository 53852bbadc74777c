"""Opening files that other people made: what each is, whether it is safe, and its rows as text."""
