"""What the rotation is computed from: closes on file as far as they reach, the bundled ones where they do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

import numpy as np

from advisor.domain.days import long_date
from advisor.domain.prices import PriceHistory
from advisor.market.adjusted import adjusted_closes
from advisor.market.histories import read_closes
from advisor.rotation.model_series import Line
from advisor.rotation.panel import Panel, build_panel
from advisor.rotation.series import line_of, weekly
from advisor.rotation.splicing import Closes, Spliced, spliced
from advisor.services.kept import kept_while_unchanged
from advisor.services.market_book import bundled_book, followed_benchmarks, index_members, reference_folder
from advisor.services.own_portfolio import current_portfolio
from advisor.storage.engine import Database
from advisor.storage.prices import load_histories, priced_symbols

_DOLLARS = "USD"
_BUNDLED = "Bundled with the program"
_MID_CAPS = "MDY"
_MOST = 0.5  # of the bundled symbols: on later days a refresh has not been through


@kept_while_unchanged
def rotation_panel(db: Database) -> Panel:
    """Closes of all that is followed, of what is owned, and of whatever else is on file that is not only a member of an index.

    Closes on file count, and the bundled ones before them; where those on file were told without distributions, the bundled ones
    count as far as they reach. The two are joined by their ratio. The panel ends with the last day of which at least half of the
    bundled symbols have a close; later ones are left out, and said.
    """
    bundled = bundled_closes()
    live, notes = live_closes(db, _wanted(db))
    told = {symbol: Closes(days, closes) for symbol, (days, closes) in bundled.items()}
    sources = {symbol: f"{_BUNDLED}, until {_said(own.days[-1])}" for symbol, own in told.items()}
    for symbol, (own, source) in live.items():
        joined = spliced(own, told[symbol]) if symbol in told else Spliced(*own, np.ones(len(own.days), dtype=np.bool_), True)
        told[symbol], sources[symbol] = Closes(joined.days, joined.closes), _source(joined, source)
        if not joined.joined:
            notes.append(f"Closes of {symbol} on file do not continue the bundled ones: the longer of the two count alone.")
    panel = build_panel(told, sources=sources)
    return _while_most_are_told(replace(panel, notes=(*panel.notes, *notes)), tuple(bundled))


def live_closes(db: Database, symbols: Iterable[str]) -> tuple[dict[str, tuple[Closes, str]], list[str]]:
    """Total-return closes on file and who told them, by symbol; and what is left out of them, in sentences."""
    found: dict[str, tuple[Closes, str]] = {}
    notes = []
    for symbol, history in load_histories(db, symbols).items():
        if history.currency != _DOLLARS:
            notes.append(f"{symbol} is left out: its closes are in {history.currency or 'an unknown currency'}, not in dollars.")
        elif history.days:
            found[symbol] = _sound(history), history.source
    return found, notes


@lru_cache(maxsize=1)
def bundled_closes() -> Mapping[str, Closes]:
    """The bundled closes by symbol, without the days before each symbol's first."""
    table = read_closes(reference_folder())
    there = ~np.isnan(table.closes)
    rows = zip(table.symbols, table.closes, there, strict=True)
    return {symbol: Closes(table.days[own], closes[own]) for symbol, closes, own in rows}


def mid_cap_weeks(db: Database) -> Line:
    """The last close of each week of the oldest mid-cap fund since it began, for ranks among all weeks on file."""
    line = weekly(line_of(rotation_panel(db), _MID_CAPS))
    table = read_closes(reference_folder(), "mid_cap_weeks")
    joined = spliced(Closes(line.days, line.values), Closes(table.days, table.closes[0]))
    return replace(line, days=joined.days, values=joined.closes)


def _wanted(db: Database) -> tuple[str, ...]:
    on_file = priced_symbols(db)
    if not on_file:
        return ()
    book = bundled_book()
    owned = {book.canonical(position.symbol) for position in current_portfolio(db).positions}
    sought = {*followed_benchmarks(), *owned, *(on_file - set(index_members()))}
    return tuple(sorted(sought & on_file))


def _sound(history: PriceHistory) -> Closes:
    adjusted = adjusted_closes(history)
    above_zero = adjusted.closes > 0
    return Closes(adjusted.days[above_zero], adjusted.closes[above_zero])


def _source(joined: Spliced, live: str) -> str:
    """Who told which days."""
    if not joined.of_first.any():
        return f"{_BUNDLED}, until {_said(joined.days[-1])}"
    own = joined.days[joined.of_first]
    until = f"{live}, until {_said(joined.days[-1])}"
    if joined.of_first.all():
        return until
    return f"{live}, {_said(own[0])} to {_said(own[-1])}; the rest bundled, at the ratio of the two"


def _while_most_are_told(panel: Panel, bundled: tuple[str, ...]) -> Panel:
    rows = panel.only(bundled)
    told = (~np.isnan(rows.closes)).sum(axis=0)
    most = np.flatnonzero(told >= _MOST * len(rows.symbols))
    if not len(most) or most[-1] == len(panel.days) - 1:
        return panel
    last = date.fromordinal(int(panel.days[most[-1]]))
    note = f"Closes after {long_date(last)} are left out: most symbols have none yet. Refresh to bring them in."
    cut = panel.until(last)
    return replace(cut, notes=(*cut.notes, note))


def _said(day: np.int64) -> str:
    return long_date(date.fromordinal(int(day)))
