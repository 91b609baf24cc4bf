"""Commands over the plan: people, calendar, roster, papers."""
