"""The sign-in desk in the office file: signs, whereabouts, PINs, checks on duty."""
