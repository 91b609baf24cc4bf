"""The two views of a month and what they share: layout, painting, dragging."""
