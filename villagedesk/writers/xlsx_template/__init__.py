"""The street's own workbook: pictured, marked, and filled part by part, so that all else survives as it came."""
