"""Text files from machines: encodings, lines with their offsets, attlog and GLG logs."""
