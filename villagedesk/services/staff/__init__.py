"""The staff list as a file: the import with its preview, and the empty template."""
