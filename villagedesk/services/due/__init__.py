"""What is due in the whole office, and what moves it."""
