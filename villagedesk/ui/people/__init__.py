"""The people page: staff in seniority order, the person at the side, badges, terms, import."""
