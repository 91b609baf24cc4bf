"""Machine files and terminals: bytes in, raw punches and problems out."""
