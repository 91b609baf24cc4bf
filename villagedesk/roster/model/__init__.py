"""What the solver is told: a case as plain data."""
