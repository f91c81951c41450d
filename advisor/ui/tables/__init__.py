"""Tables: one widget for every list of rows, with its columns described beside the page that shows them."""
