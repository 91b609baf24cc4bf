"""Commands of the books, a module for each of their nouns."""
