"""What the programme manager changes in the directory, each one transaction and one entry."""
