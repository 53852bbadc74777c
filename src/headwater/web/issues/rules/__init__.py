"""Who may, and in which state; and the tests that every issue goes through."""
