"""The month's report on paper: the village's summary and the street's consolidated tables."""
