"""Use cases: `verb_noun(office, …)`, a value or a `Result` back, the same for window and command line."""
