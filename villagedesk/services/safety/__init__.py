"""Looking at backups before one is trusted."""
