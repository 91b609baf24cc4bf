"""Days of the office: law and notices, lunar dates, working-day arithmetic, local days."""
