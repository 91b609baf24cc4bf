"""The judgement: duty, punches and explanations in, verdicts with reasons out, all pure."""
