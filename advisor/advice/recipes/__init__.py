"""Ways to a good plan that need no search."""
