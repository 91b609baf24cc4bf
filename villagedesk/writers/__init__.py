"""Writers of a : xlsx, PDF and docx."""
