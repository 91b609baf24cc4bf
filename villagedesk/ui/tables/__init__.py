"""Tables: column lists over rows."""
