"""Papers of the front desk: the board of whereabouts, checks on duty, signs made for others."""
