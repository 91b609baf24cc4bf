"""The page of attendance: month sheet, evidence, requests, the year, red flags, trying the rules."""
