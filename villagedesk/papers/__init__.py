"""One module per paper: facts in, a  out."""
