"""报表: the month as a checklist, the pack, the street's template, and the street's side."""
