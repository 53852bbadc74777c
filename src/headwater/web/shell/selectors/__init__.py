"""Reading what the hall keeps, and what every room says of itself."""
