"""Charts: each draws one view, is one focusable item, and carries its figures as text."""
