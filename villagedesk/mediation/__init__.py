"""People's mediation: the case, its stages, legal clocks and volume, all pure."""
