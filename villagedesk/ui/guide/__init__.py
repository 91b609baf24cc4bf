"""Help, search, shortcuts and licences: what guides a person through the program."""
