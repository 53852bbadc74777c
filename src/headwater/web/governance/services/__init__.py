"""What the boards do, each thing one transaction with one entry in the record."""
