"""Writers of a document: xlsx, PDF and docx set what a paper decided."""
