"""What the market is: the bundled reference snapshot and the issuers' own holdings files."""
