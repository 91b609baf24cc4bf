"""The planning process: a roster case in, progress and a plan out."""
