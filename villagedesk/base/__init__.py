"""What every other room stands on: errors, changes, fields, documents, time and places."""
