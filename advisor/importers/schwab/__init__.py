"""Charles Schwab: positions, lots, transactions, the bank, and the awards of an employer."""
