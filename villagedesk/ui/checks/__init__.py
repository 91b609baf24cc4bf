"""Checks on duty: what is to be checked now, by telephone, camera or visit, and what was found."""
