"""What the municipality is: names, villages, districts, hours, legal values; read from its own file.

It stands left of `residents`: every other area asks it where a village is and what a rule's value is.
"""
