"""The page 值班表."""
