"""Reading the numbers: released tables and drawings, never a row about a person."""
