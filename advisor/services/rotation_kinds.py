"""What kind of company each member of a theme is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from advisor.domain.figures import Figure
from advisor.domain.market import MarketBook
from advisor.domain.themes import Theme
from advisor.rotation.model_themes import CompanyTags
from advisor.rotation.tags import company_tags
from advisor.services.market_book import market_book
from advisor.storage.engine import Database

_GROWTH, _VALUE = "IWF", "IWD"  # funds on the two halves of the Russell 1000


def member_kinds(db: Database, themes: Iterable[Theme], figures: Mapping[str, Figure]) -> Mapping[str, CompanyTags]:
    """Size by the book, style by the lists of the two halves of the Russell 1000, the rest as the investor stated it."""
    book = market_book(db)
    symbols = dict.fromkeys(member.symbol for theme in themes for member in theme.members)
    sleeves = {symbol: security.sleeve for symbol in symbols if (security := book.securities.get(symbol))}
    growth, value = (_companies(book, fund) for fund in (_GROWTH, _VALUE))
    return {tags.symbol: tags for tags in company_tags(symbols, sleeves, growth, value, figures)}


def _companies(book: MarketBook, fund: str) -> Collection[str]:
    return book.funds[fund].legs if fund in book.funds else ()
