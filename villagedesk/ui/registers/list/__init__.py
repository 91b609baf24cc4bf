"""The list of a book: a table over any number of entries, its columns, its filters, and what is due."""
