"""Lines over dates: drawn fast, read day by day, moved together."""
