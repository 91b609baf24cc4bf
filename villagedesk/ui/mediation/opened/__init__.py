"""The open case: clocks, volume, the sheet in front, the case itself."""
