"""How the window looks: tokens, fonts and icons."""
