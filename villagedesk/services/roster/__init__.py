"""Use cases of the duty roster: shifts, planning, hand edits, publishing, swaps, fairness and checks."""
