"""Use cases of the desk: signing in, saying where one is, and checks on duty."""
