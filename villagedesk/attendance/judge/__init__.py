"""From a duty, punches and explanations to a verdict with its reasons."""
