"""Who may do what, and proof that nothing was altered unseen."""
