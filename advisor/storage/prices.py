"""Closes, splits and dividends by symbol: each symbol's are changed together or not at all."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from advisor.domain.market_state import ClosesState
from advisor.domain.prices import PriceEvent, PriceEventKind, PriceHistory
from advisor.storage.arrays import array_bytes, whole_numbers
from advisor.storage.engine import Database
from advisor.storage.market_version import advance_market_version
from advisor.storage.refusals import changing


def save_history(db: Database, history: PriceHistory, asked_at: datetime | None, *, replace: bool) -> None:
    """Add the closes and events of a history to those on file; the newer word for a day counts.

    Args:
        asked_at: When a source answered; None for a file, which leaves that time as it was.
        replace: Forget everything that was on file of the symbol first.
    """
    with changing(db):
        if replace:
            _forget(db, history.symbol)
        for year, days, closes in _years(history):
            _add_year(db, history.symbol, year, days, closes)
        db.conn.executemany(
            "insert or replace into price_events (symbol, day, kind, amount) values (?, ?, ?, ?)",
            [(history.symbol, event.day.isoformat(), event.kind.value, str(event.amount)) for event in history.events],
        )
        _note_series(db, history, asked_at)
        advance_market_version(db)


def note_asked(db: Database, symbol: str, asked_at: datetime) -> None:
    """Remember that the source had nothing new about a symbol whose closes are on file."""
    with changing(db):
        db.conn.execute("update price_series set asked_at = ? where symbol = ?", (asked_at.isoformat(), symbol))


def forget_history(db: Database, symbol: str) -> bool:
    """Drop what is on file of a symbol; False when there was nothing."""
    with changing(db):
        advance_market_version(db)
        return _forget(db, symbol)


def load_history(db: Database, symbol: str, since: date | None = None) -> PriceHistory | None:
    """What is on file of one symbol; None without closes.

    Args:
        since: Leave out closes and dividends before that day (splits are always complete).
    """
    return next(iter(load_histories(db, [symbol], since).values()), None)


def load_histories(
    db: Database, symbols: Iterable[str] | None = None, since: date | None = None, *, dividends: bool = True
) -> dict[str, PriceHistory]:
    """Histories by symbol, of those asked for that are on file; of all when `symbols` is None.

    Args:
        since: Leave out closes and dividends before that day (splits are always complete).
        dividends: False leaves all of them out: of a long history's events they are most.
    """
    if symbols is None:
        states = load_closes_states(db)
    else:
        states = {state.symbol: state for symbol in dict.fromkeys(symbols) for state in _states(db, "where symbol = ?", symbol)}
    return {symbol: _history(db, state, since, dividends) for symbol, state in states.items()}


def load_closes_states(db: Database) -> dict[str, ClosesState]:
    """What is on file, by symbol."""
    return {state.symbol: state for state in _states(db, "order by symbol")}


def priced_symbols(db: Database) -> frozenset[str]:
    """Symbols with closes on file."""
    return frozenset(symbol for (symbol,) in db.conn.execute("select symbol from price_series"))


def _states(db: Database, clause: str, *parameters: str) -> Iterator[ClosesState]:
    rows = db.conn.execute(
        f"select symbol, source, currency, first_day, last_day, asked_at from price_series {clause}", parameters
    )
    for symbol, source, currency, first, last, asked_at in rows:
        asked = datetime.fromisoformat(asked_at) if asked_at else None
        yield ClosesState(symbol, source, currency, date.fromisoformat(first), date.fromisoformat(last), asked)


def _history(db: Database, state: ClosesState, since: date | None, dividends: bool) -> PriceHistory:
    days, closes = array("i"), array("q")
    rows = db.conn.execute(
        "select days, closes from prices where symbol = ? and year >= ? order by year", (state.symbol, since.year if since else 0)
    )
    for day_bytes, close_bytes in rows:
        days.extend(whole_numbers("i", day_bytes))
        closes.extend(whole_numbers("q", close_bytes))
    start = next((place for place, day in enumerate(days) if day >= since.toordinal()), len(days)) if since else 0
    events = _events(db, state.symbol, (since or date.min) if dividends else date.max)
    return PriceHistory(state.symbol, state.currency, days[start:], closes[start:], events, state.source)


def _events(db: Database, symbol: str, dividends_since: date) -> tuple[PriceEvent, ...]:
    rows = db.conn.execute(
        "select day, kind, amount from price_events where symbol = ? and (kind <> ? or day >= ?) order by day, kind",
        (symbol, PriceEventKind.DIVIDEND, dividends_since.isoformat()),
    )
    return tuple(PriceEvent(date.fromisoformat(day), PriceEventKind(kind), Decimal(amount)) for day, kind, amount in rows)


def _years(history: PriceHistory) -> Iterator[tuple[int, array[int], array[int]]]:
    start = 0
    while start < len(history.days):
        year = date.fromordinal(history.days[start]).year
        ends = date(year, 12, 31).toordinal()
        stop = start
        while stop < len(history.days) and history.days[stop] <= ends:
            stop += 1
        yield year, history.days[start:stop], history.closes[start:stop]
        start = stop


def _add_year(db: Database, symbol: str, year: int, days: array[int], closes: array[int]) -> None:
    known = db.conn.execute("select days, closes from prices where symbol = ? and year = ?", (symbol, year)).fetchone()
    merged = dict(zip(whole_numbers("i", known[0]), whole_numbers("q", known[1]), strict=True)) if known else {}
    merged.update(zip(days, closes, strict=True))
    ordered = sorted(merged)
    db.conn.execute(
        "insert or replace into prices (symbol, year, days, closes) values (?, ?, ?, ?)",
        (symbol, year, array_bytes(array("i", ordered)), array_bytes(array("q", [merged[day] for day in ordered]))),
    )


def _note_series(db: Database, history: PriceHistory, asked_at: datetime | None) -> None:
    if not history.days:
        return
    first, last = date.fromordinal(history.days[0]).isoformat(), date.fromordinal(history.days[-1]).isoformat()
    db.conn.execute(
        """
        insert into price_series (symbol, source, currency, first_day, last_day, asked_at) values (?, ?, ?, ?, ?, ?)
        on conflict (symbol) do update set
            source = excluded.source,
            currency = excluded.currency,
            first_day = min(first_day, excluded.first_day),
            last_day = max(last_day, excluded.last_day),
            asked_at = coalesce(excluded.asked_at, asked_at)
        """,
        (history.symbol, history.source, history.currency, first, last, asked_at.isoformat() if asked_at else None),
    )


def _forget(db: Database, symbol: str) -> bool:
    for table in ("prices", "price_events", "day_ranges"):
        db.conn.execute(f"delete from {table} where symbol = ?", (symbol,))
    return bool(db.conn.execute("delete from price_series where symbol = ?", (symbol,)).rowcount)
