"""The papers of attendance: month sheet, details, exceptions, allowance, leave and correction forms."""
