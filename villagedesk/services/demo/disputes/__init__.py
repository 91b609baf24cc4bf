"""The disputes of the demonstration village, as data."""
