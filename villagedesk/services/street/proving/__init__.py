"""A file from a village looked at before it is trusted: opened safely, proved by its seal, or read as a plain form."""
