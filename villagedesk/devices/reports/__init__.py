"""Report sheets of self-service clocks, PC programs and online services: punches out of printed forms."""
