"""What people type about issues and rounds."""
