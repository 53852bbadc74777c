"""One file for each chapter; being in this folder is being registered."""
