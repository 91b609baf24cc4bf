"""One module per paper: facts in, a document of blocks out."""
