"""Tables out of workbooks, old spreadsheet streams, web pages, XML and delimited text: one shape for all."""
