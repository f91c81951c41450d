"""What an investor can do: one verb-named module each, called with an open database and a `Task`."""
