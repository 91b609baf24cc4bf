"""Commands over what happened: punches, attendance, registers, mediation."""
