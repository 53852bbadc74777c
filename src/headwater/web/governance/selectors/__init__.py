"""Reading what the boards wrote down."""
