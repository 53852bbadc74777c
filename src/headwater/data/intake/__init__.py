"""From an agency's file to the store: recognise, check, pseudonymise, place, and give a receipt."""

from headwater.data.intake.gather import Outcome, gather

__all__ = ["Outcome", "gather"]
