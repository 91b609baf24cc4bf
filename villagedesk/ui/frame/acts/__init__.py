"""What works in the whole window whatever page is in front: undo, dropped files, what was said, recent offices."""
