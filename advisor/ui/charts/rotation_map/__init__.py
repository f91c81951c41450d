"""The rotation map: where things stand to a benchmark, and where they come from."""
