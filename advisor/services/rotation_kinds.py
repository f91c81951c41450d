"""What kind of company each member of a theme is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from advisor.domain.figures import Figure
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
    if _GROWTH not in book.funds or _VALUE not in book.funds:
        return {tags.symbol: tags for tags in company_tags(symbols, sleeves, (), (), figures)}
    growth, value = book.funds[_GROWTH], book.funds[_VALUE]
    listed_on = min(growth.as_of, value.as_of)
    return {tags.symbol: tags for tags in company_tags(symbols, sleeves, growth.legs, value.legs, figures, listed_on)}
