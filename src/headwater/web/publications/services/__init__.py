"""Changing documents and deadlines."""
