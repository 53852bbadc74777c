"""One file for each feed; being in this folder is being registered."""
