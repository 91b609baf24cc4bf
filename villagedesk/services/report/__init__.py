"""The month to the street: checklist, figures, the sealed pack, the street's own template, sending."""
