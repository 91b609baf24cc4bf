"""Papers as Typst source: faces, strings that are never markup, and the documents themselves."""
