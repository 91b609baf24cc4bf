"""The first-run wizard: village, people, hours and shifts, the first month, the posted table."""
