"""The partnership online: rooms of one Django application, one room for each thing a partnership does."""
