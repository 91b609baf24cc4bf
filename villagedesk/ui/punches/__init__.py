"""Bringing machine punches in: files, terminals, columns to explain, badges to match, clocks to put right."""
