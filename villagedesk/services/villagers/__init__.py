"""Villagers, households and grids: recognised, kept, and their whole history."""
