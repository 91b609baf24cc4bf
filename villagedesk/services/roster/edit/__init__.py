"""Changing a roster by hand: cells, replacements, swaps and substitutes."""
