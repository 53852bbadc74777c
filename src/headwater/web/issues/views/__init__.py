"""Pages of the issues log and of its rounds."""
