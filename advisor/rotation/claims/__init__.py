"""The claim ledger: what the articles state, checked against closes, figures, facts and index weights."""
