"""Yahoo Finance through yfinance, which loads when the first question is put and not before."""

from advisor.market.yahoo.failures import SOURCE
from advisor.market.yahoo.provider import FetchedHistory, YahooProvider
from advisor.market.yahoo.update import Update, bring_up_to_date, continues

__all__ = ["SOURCE", "FetchedHistory", "Update", "YahooProvider", "bring_up_to_date", "continues"]
