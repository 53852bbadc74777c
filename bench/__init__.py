"""The benchmark: our time beside a peer's, in one run, on one machine."""
