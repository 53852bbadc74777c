"""Sources, checks, intake, store and engine: the only floor that holds rows about people."""
