"""A furnished demonstration office: the same content for the same village, seed and day."""
