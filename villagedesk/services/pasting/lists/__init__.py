"""Lists that can be pasted: one module for what its rows are about."""
