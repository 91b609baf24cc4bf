"""The month sheet as a grid, and the evidence of one cell."""
