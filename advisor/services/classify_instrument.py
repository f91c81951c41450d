"""Say what an instrument is: where the program does not know, or where the investor knows better."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.domain.classification import Override, Sector, Sleeve, sector_within, sectors_in
from advisor.domain.errors import InvalidRequestError
from advisor.domain.market import MarketBook
from advisor.services.clock import today
from advisor.services.market_book import market_book
from advisor.services.own_portfolio import current_portfolio
from advisor.services.task import Changed, Task
from advisor.storage.engine import Database
from advisor.storage.overrides import all_overrides, delete_override, save_override


@dataclass(frozen=True, slots=True)
class ClassifyOutcome:
    """What counts from now on, and what the investor said of the symbol or another share class of its company before."""

    now: Override
    before: Override | None
    changed: Changed = Changed.CLASSIFICATION

    @property
    def symbol(self) -> str:
        return self.now.symbol


@dataclass(frozen=True, slots=True)
class UnclassifyOutcome:
    """The symbol that is the program's to classify again."""

    symbol: str
    changed: Changed = Changed.CLASSIFICATION


def classify_instrument(
    db: Database, task: Task, symbol: str, sleeve: Sleeve | None, sector: Sector | None = None
) -> ClassifyOutcome:
    """Remember a sleeve and a sector for a symbol, and so for its company; they win over everything the program knows.

    Args:
        symbol: In any spelling, as the broker's file or the market has it.
        sleeve, sector: What is left out stays as it is now.

    Raises:
        InvalidRequestError: No symbol; a sector that the sleeve does not have; or nothing is known that could stay as it is.
    """
    book = market_book(db)
    key = _symbol_meant(db, book, symbol)
    task.step(0, 1, f"Classifying {key}")
    earlier = _said_earlier(db, book, key)
    before = earlier[0] if earlier else None
    place, branch = _completed(key, sleeve, sector, _where_now(book, key, before))
    for override in earlier:
        delete_override(db, override.symbol)
    now = Override(key, place, branch, today())
    save_override(db, now)
    return ClassifyOutcome(now, before)


def forget_classification(db: Database, task: Task, symbol: str) -> UnclassifyOutcome:
    """Go back to what the program knows about a symbol.

    Raises:
        InvalidRequestError: The investor never classified it.
    """
    book = market_book(db)
    key = _symbol_meant(db, book, symbol)
    task.step(0, 1, f"Forgetting {key}")
    earlier = _said_earlier(db, book, key)
    if not earlier:
        raise InvalidRequestError(f"You have not classified {key}.", "The classified symbols are listed by “classify --list”.")
    for override in earlier:
        delete_override(db, override.symbol)
    return UnclassifyOutcome(key)


def list_overrides(db: Database, task: Task) -> tuple[Override, ...]:
    """Everything the investor classified, by symbol."""
    task.step(0, 1, "Reading your classifications")
    return all_overrides(db)


def _symbol_meant(db: Database, book: MarketBook, spelling: str) -> str:
    """What is owned may be called by words of any case, “Target Trust 2050”; all else by a ticker."""
    text = spelling.strip()
    if not text:
        raise InvalidRequestError("No symbol was named.", "Name the symbol as your positions show it.")
    owned = {position.symbol.casefold(): position.symbol for position in current_portfolio(db).positions}
    return book.canonical(owned.get(text.casefold(), text.upper()))


def _said_earlier(db: Database, book: MarketBook, symbol: str) -> tuple[Override, ...]:
    company = book.company_of(symbol)
    return tuple(override for override in all_overrides(db) if book.company_of(override.symbol) == company)


def _where_now(book: MarketBook, symbol: str, said: Override | None) -> tuple[Sleeve, Sector] | None:
    if said is not None:
        return said.sleeve, said.sector
    security = book.securities.get(symbol)
    return None if security is None or symbol in book.funds else (security.sleeve, security.sector)


def _completed(
    symbol: str, sleeve: Sleeve | None, sector: Sector | None, now: tuple[Sleeve, Sector] | None
) -> tuple[Sleeve, Sector]:
    place = sleeve or (now[0] if now else None)
    if place is None:
        raise InvalidRequestError(f"A sector alone does not say where {symbol} lies.", "Name a sleeve too.")
    if sector is None:
        return place, sector_within(place, now[1] if now else Sector.UNCLASSIFIED)
    # What was kept before sleeves were held to their sectors has none, which fits anywhere.
    if sector is not Sector.UNCLASSIFIED and sector not in sectors_in(place):
        raise InvalidRequestError(
            f"Money of the sleeve {place} does not lie in the sector {sector}.",
            f"Its sectors are {', '.join(sectors_in(place))}.",
        )
    return place, sector_within(place, sector)
