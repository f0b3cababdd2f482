"""Hours at which deputies and the office receive residents, and the places in them that are taken."""
