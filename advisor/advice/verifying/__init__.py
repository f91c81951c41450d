"""A second opinion on every plan: its figures and rules worked out again in plain arithmetic, sharing nothing with the search."""
