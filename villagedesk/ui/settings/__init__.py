"""The settings page: the office, papers, look, calendar, local days, backups."""
