"""Fairness: in which buckets duty is counted, what is everybody's share, and what is carried over."""
