"""Everything that is done with issues and rounds of scoring."""
