"""The file itself: opening, locking, the audited write, copies and checks."""
