"""Reading the log and the rounds."""
