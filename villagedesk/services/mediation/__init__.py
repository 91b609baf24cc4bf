"""Use cases of mediation: cases and their course, sheets and scans, the volume, rounds, figures."""
