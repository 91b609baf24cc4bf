"""Disputes, their sheets and scans, and the rounds of screening in the office file."""
