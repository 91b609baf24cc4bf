"""Machine files and terminals: recognised by content, read row by row, nothing lost silently."""
