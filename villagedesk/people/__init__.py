"""People of the office: posts, order, badges, terms, and the staff list of an import."""
