"""DEGIRO: portfolio, account statement and transactions, in the language of the account."""
