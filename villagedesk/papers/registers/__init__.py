"""The books on paper: lists, single records, the day's log, the hand-over, the month's figures."""
