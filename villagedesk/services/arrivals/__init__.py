"""Files that a person lets fall on the window: what each of them is, told by its content."""
