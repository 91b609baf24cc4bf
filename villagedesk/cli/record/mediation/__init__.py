"""Commands of mediation, a module for each of their nouns."""
