"""备份与检查: the list of backups, and what going back to one would lose."""
