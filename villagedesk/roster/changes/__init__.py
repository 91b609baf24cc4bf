"""What happens to a plan after it is made: replacements, swaps, and habits that show over months."""
