"""The books of the office, each defined by a TOML file, all pure."""
