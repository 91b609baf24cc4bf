"""What the books of the demonstration village say: every name and every story is invented."""
