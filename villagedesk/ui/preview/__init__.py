"""Preview, print and save of papers."""
