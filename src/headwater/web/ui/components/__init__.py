"""Components of GOV.UK Frontend in its own markup, one module for each kind."""
