"""Changing a book or adding one in the window: fields, words to choose from, and what comes from Excel."""
