"""The frame of the window: rail, pages, status line, keys and opening."""
