"""The page of all books: one table, one form at its side, one place for figures."""
