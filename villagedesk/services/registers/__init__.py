"""The books of the office: add, edit, step, list, find, count, carry on."""
