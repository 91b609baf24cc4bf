"""Changing the rules of attendance: numbers, approvals and ladders as forms, put in force from a day."""
