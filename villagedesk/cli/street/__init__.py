"""Commands over the month to the street and the street side."""
