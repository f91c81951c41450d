"""What the indexes and the investor's stocks cost for what they earn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.domain.classification import EQUITY_SLEEVES, Sleeve
from advisor.domain.figures import Figure
from advisor.exposure.model import Exposure
from advisor.market.index_lists import INDEX_NAMES
from advisor.rotation.model_fundamentals import OWN_STOCKS, CompanyRatios, Valuation, ValuedGroup
from advisor.rotation.valuations import valuations
from advisor.services.market_book import bundled_book
from advisor.services.rotation_members import index_weights
from advisor.storage.engine import Database
from advisor.storage.instruments import load_profiles

_LARGE_CAPS = "sp500"


def rotation_valuations(db: Database, exposure: Exposure | None, figures: Mapping[str, Figure]) -> tuple[Valuation, ...]:
    """P/E of the indexes, of the seven and the rest, and of the companies that the investor owns by look-through.

    Args:
        exposure: None without a portfolio.
        figures: By id.
    """
    groups = [*_of_the_large(), *_of_the_others()]
    if exposure is not None:
        groups.append(_own(exposure))
    return valuations(groups, _ratios(db), figures)


def _ratios(db: Database) -> dict[str, CompanyRatios]:
    """By company, and by each of its share classes: they earn together, and hardly differ in price."""
    book = bundled_book()
    told: dict[str, CompanyRatios] = {}
    for profile in load_profiles(db).values():
        if profile.forward_pe or profile.trailing_pe:
            symbol = book.canonical(profile.symbol)
            ratios = CompanyRatios(profile.forward_pe, profile.trailing_pe, profile.as_of)
            told[symbol] = ratios
            if symbol in book.securities:
                told.setdefault(book.securities[symbol].company, ratios)
    return told | {
        symbol: told[security.company]
        for symbol, security in book.securities.items()
        if symbol not in told and security.company in told
    }


def _of_the_large() -> Iterator[ValuedGroup]:
    listed, securities = index_weights()[_LARGE_CAPS], bundled_book().securities
    seven = {symbol for symbol in listed.weights if securities[symbol].sleeve is Sleeve.MEGA_CAP_TECH}
    parts = {
        (_LARGE_CAPS, INDEX_NAMES[_LARGE_CAPS]): set(listed.weights),
        ("seven", "The seven"): seven,
        ("rest", "The other 493"): set(listed.weights) - seven,
    }
    for (id_, name), symbols in parts.items():
        yield ValuedGroup(id_, name, {symbol: listed.weights[symbol] for symbol in symbols}, listed.as_of)


def _of_the_others() -> Iterator[ValuedGroup]:
    for index, listed in index_weights().items():
        if index != _LARGE_CAPS:
            yield ValuedGroup(index, INDEX_NAMES[index], listed.weights, listed.as_of)
    # Nobody's list of its members is on file.
    yield ValuedGroup("russell_2000", "Russell 2000", {}, None)


def _own(exposure: Exposure) -> ValuedGroup:
    """Stocks whose company nobody names are part of the whole, and not covered."""
    stocks = (each for each in exposure.companies if each.sleeve in EQUITY_SLEEVES and each.value > 0)
    return ValuedGroup(OWN_STOCKS, "Your stocks", {each.symbol: float(each.value) for each in stocks}, exposure.as_of)
