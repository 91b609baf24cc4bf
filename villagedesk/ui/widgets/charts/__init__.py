"""Charts drawn with the window's own painter."""
