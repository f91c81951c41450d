"""E*TRADE: portfolio, lots and transactions."""
