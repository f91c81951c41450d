"""What every importer reads with: records, headings, amounts, dates, symbols, and the account of each row."""
