"""One file for a family of indicators; being in this folder is being registered."""
