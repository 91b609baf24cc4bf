"""Full-screen windows for the front desk: the sign-in desk and the board of whereabouts."""
