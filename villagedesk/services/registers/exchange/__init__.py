"""What comes into a book from files and goes out of it: attachments, Excel books, exported lists."""
