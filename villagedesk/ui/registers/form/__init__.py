"""The form at the side of the page: an entry with its recognition, steps, links and attachments."""
