"""Use cases over machine punches: import, pull, match badges, correct clocks, and the facts for judging."""
