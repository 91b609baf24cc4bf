"""Rows pasted from a spreadsheet: read by their heading words, checked, and stored when a person agrees."""
