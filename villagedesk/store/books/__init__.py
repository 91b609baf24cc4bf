"""The books in the office file: entries, lists, villagers, links and the search index."""
