"""The dialogs of the roster page: shifts, requests, days away, habits."""
