"""The page of mediation: board, list, the open case with its volume, screening and figures."""
