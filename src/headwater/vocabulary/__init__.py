"""The words of the house: tiers, places, periods, harms, people, agencies, records and errors.

Standard library only, so that every floor above can speak it.
"""
