"""What people type about boards and meetings."""
