"""Funds' reports of their holdings to the SEC (form N-PORT): read in full, every record accounted for."""

from advisor.market.nport.document import is_markup, is_report
from advisor.market.nport.reading import PUBLISHER, read_nport

# Raised whenever a report is read better than before: stored ones are then read again.
READER_VERSION = 2

__all__ = ["PUBLISHER", "READER_VERSION", "is_markup", "is_report", "read_nport"]
