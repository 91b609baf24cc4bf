"""Use cases of attendance: leave, errands, corrections, rules, the month and its signing."""
