"""Results turned into words, numbers as text, bars and rows. The window, the page and the CSV are fed from here."""
