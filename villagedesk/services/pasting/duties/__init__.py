"""A roster pasted from a spreadsheet: its shape recognised, its places judged, its names written into the draft."""
