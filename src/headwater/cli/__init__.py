"""The command `headwater`: a file for each family of commands, and nobody imports it."""
