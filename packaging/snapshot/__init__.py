"""Build the bundled reference tables from files of issuers, exchanges and index providers."""
