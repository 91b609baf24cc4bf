"""ZKTeco terminals on the network: read, never written."""
