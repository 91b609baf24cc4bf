"""The office file: SQLite through sqlite-utils, one module per room, every write audited."""
