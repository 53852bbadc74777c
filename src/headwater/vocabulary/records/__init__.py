"""Frozen records that floors hand to one another."""
