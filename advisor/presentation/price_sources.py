"""Rows of the Data page about closes and profiles: one for what is in order, one for each exception."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from advisor.domain import ages
from advisor.domain.market_state import PRICE_SOURCE, Answer, AskedFor, ClosesState, MarketState
from advisor.domain.portfolio import CASH
from advisor.exposure.model import Exposure, HoldingMix
from advisor.presentation import words
from advisor.presentation.answers import failed_last, failure_note, said_details
from advisor.presentation.forgetting import forgettable_closes
from advisor.presentation.network import OFFLINE
from advisor.presentation.source_rows import source_row
from advisor.presentation.views import DataRow, DetailsView

CLOSES, OTHER_CLOSES, PROFILES = "closes", "other closes", "profiles"
_NAMED = 5  # exceptions beyond these share a row
_NOTHING = "Nothing on file"
_HEADINGS = ("Symbol", "First close", "Last close", "Source", "When it was asked last")


def price_rows(exposure: Exposure | None, market: MarketState, today: date) -> list[DataRow]:
    """Closes of what is held, then of what is only compared with, then profiles."""
    closes = _Closes(market, {} if exposure is None else _shares(exposure, market), today)
    return [*closes.of_holdings(), *closes.of_others(), *_profiles(closes)]


def _shares(exposure: Exposure, market: MarketState) -> dict[str, float]:
    """Fraction of everything by canonical symbol of what is held, largest first; cash has no close."""
    shares: dict[str, float] = {}
    for mix in sorted(exposure.holdings.values(), key=lambda mix: mix.value, reverse=True):
        if mix.symbol != CASH:
            symbol = market.canonical(mix.symbol)
            shares[symbol] = shares.get(symbol, 0.0) + _part(mix, exposure)
    return shares


def _part(mix: HoldingMix, exposure: Exposure) -> float:
    return float(mix.value / exposure.total_value) if exposure.total_value else 0.0


@dataclass(frozen=True)
class _Closes:
    """`held` is the fraction of everything by symbol."""

    market: MarketState
    held: Mapping[str, float]
    today: date

    def of_holdings(self) -> list[DataRow]:
        known = [self.market.closes[symbol] for symbol in self.held if symbol in self.market.closes]
        failed = self._failures()
        if not known and not failed:
            return [self._never_asked()] if self.held else []
        newest = max((state.last_day for state in known), default=None)
        current = [state for state in known if state.last_day == newest and state.symbol not in failed]
        standing = {state.symbol for state in current}
        others = [symbol for symbol in self.held if symbol not in standing and (symbol in failed or symbol in self.market.closes)]
        rows = [self._together(current, "holding", CLOSES)] if current else []
        rows += [self._exception(symbol, failed.get(symbol)) for symbol in others[:_NAMED]]
        rest = others[_NAMED:]
        return [*rows, self._rest(rest, failed)] if rest else rows

    def of_others(self) -> list[DataRow]:
        states = [state for symbol, state in self.market.closes.items() if symbol not in self.held]
        if not states:
            return []
        row = self._together(states, "other symbol", OTHER_CLOSES)
        behind = sum(state.last_day < max(other.last_day for other in states) for state in states)
        return [row if not behind else replace(row, state_text=f"{row.state_text}, {behind:,} of them behind")]

    def _failures(self) -> dict[str, Answer]:
        failed = failed_last(self.market.log)
        return {symbol: answer for (symbol, asked), answer in failed.items() if asked is AskedFor.CLOSES and symbol in self.held}

    def _never_asked(self) -> DataRow:
        return _refreshable(
            self.market,
            self._row("Closes of your holdings", PRICE_SOURCE, None, (), CLOSES),
            (),
            state_text="Never asked",
            tone="muted",
        )

    def _together(self, states: Sequence[ClosesState], noun: str, subject: str) -> DataRow:
        last = max(state.last_day for state in states)
        symbols = tuple(state.symbol for state in states)
        one = subject == CLOSES and len(states) == 1
        figure = f"Closes of {symbols[0] if one else words.numbered(len(states), noun)}"
        old = ages.prices_are_stale(last, self.today)
        row = self._row(figure, words.listed(_sources(states)), last, symbols, subject)
        return _refreshable(
            self.market,
            replace(row, details=_details(figure, states)),
            symbols,
            state_text="Old closes" if old else "Current",
            tone="warning" if old else "positive",
        )

    def _exception(self, symbol: str, failure: Answer | None) -> DataRow:
        state = self.market.closes.get(symbol)
        last = None if state is None else state.last_day
        source = _NOTHING if state is None else state.source
        row = self._row(f"Closes of {symbol}", source, last, (symbol,), symbol)
        on_file = None if state is None else _details(row.figure, (state,))
        row = _refreshable(self.market, replace(row, details=on_file), (symbol,), state_text="Behind the others", tone="warning")
        if failure is None:
            return row
        kept = "No close is on file." if last is None else f"The closes to {words.long_date(last)} stay."
        said = said_details(row.figure, [each for each in self.market.log if _is_about_closes(each, symbol)])
        said = replace(said, forgettable=None if on_file is None else on_file.forgettable)
        return replace(row, state_text="Refresh failed", note=failure_note(failure, kept), details=said)

    def _rest(self, symbols: Sequence[str], failed: Mapping[str, Answer]) -> DataRow:
        states = [self.market.closes[symbol] for symbol in symbols if symbol in self.market.closes]
        figure = f"Closes of {len(symbols):,} more holdings"
        source = words.listed(_sources(states)) or _NOTHING
        row = self._row(figure, source, min((state.last_day for state in states), default=None), symbols, "")
        tried = [failed[symbol] for symbol in symbols if symbol in failed]
        details = _details(figure, states) if states else None
        if tried:
            on_file = forgettable_closes(answer.symbol for answer in tried if answer.symbol in self.market.closes)
            details = replace(said_details(figure, tried), forgettable=on_file)
        return _refreshable(
            self.market,
            replace(row, details=details, note=f"{words.listed(symbols, at_most=12)}."),
            tuple(symbols),
            state_text=f"Refresh failed for {len(tried):,}" if tried else "Behind the others",
            tone="warning",
        )

    def _row(self, figure: str, source: str, day: date | None, symbols: Iterable[str], subject: str) -> DataRow:
        carried = sum(self.held.get(symbol, 0.0) for symbol in symbols)
        return source_row(figure, source, day, self.today, subject=subject, carried=carried or None)


def _profiles(closes: _Closes) -> list[DataRow]:
    """One row for the profiles of everything held."""
    market, held = closes.market, closes.held
    days = {symbol: market.profiled_on[symbol] for symbol in held if symbol in market.profiled_on}
    failed = {s: a for (s, asked), a in failed_last(market.log).items() if asked is AskedFor.PROFILE and s in held}
    if not days and not failed:
        return []
    figure = f"Profiles of {words.numbered(len(days), 'holding') if days else 'your holdings'}"
    carried = sum(held[symbol] for symbol in days)
    oldest = min(days.values(), default=None)
    source = PRICE_SOURCE if days else _NOTHING
    row = source_row(figure, source, oldest, closes.today, subject=PROFILES, carried=carried or None)
    failure = next(iter(failed.values()), None)
    refreshed = partial(_refreshable, market, row, tuple({**days, **failed}), asked_for=AskedFor.PROFILE)
    if failure is None:
        return [refreshed(state_text="Current", tone="positive")]
    note = failure_note(failure, "What was known before stays.")
    told = refreshed(state_text=f"Refresh failed for {len(failed):,}", tone="warning")
    return [replace(told, note=note, details=said_details(figure, tuple(failed.values())))]


def _is_about_closes(answer: Answer, symbol: str) -> bool:
    return (answer.symbol, answer.asked_for) == (symbol, AskedFor.CLOSES)


def _refreshable(
    market: MarketState,
    row: DataRow,
    symbols: tuple[str, ...],
    *,
    state_text: str,
    tone: str,
    asked_for: AskedFor = AskedFor.CLOSES,
) -> DataRow:
    told = replace(row, state_text=state_text, tone=tone)
    from_file = (("Add file…", "import"),) if asked_for is AskedFor.CLOSES else ()
    if not market.offline:
        return replace(told, verb="Refresh", act="refresh", also=from_file, symbols=symbols, asked_for=asked_for)
    verb, act = from_file[0] if from_file else ("", "")
    return replace(told, note=told.note or OFFLINE, verb=verb, act=act)


def _sources(states: Iterable[ClosesState]) -> list[str]:
    return list(dict.fromkeys(state.source for state in states))


def _details(title: str, states: Sequence[ClosesState]) -> DetailsView:
    rows = tuple(
        (
            state.symbol,
            words.long_date(state.first_day),
            words.long_date(state.last_day),
            state.source,
            words.moment(state.asked_at) if state.asked_at else "Read from a file",
        )
        for state in sorted(states, key=lambda state: (state.last_day, state.symbol))
    )
    oldest, newest = rows[0][2], rows[-1][2]
    sentence = f"All end on {newest}." if oldest == newest else f"The oldest end on {oldest}, the newest on {newest}."
    return DetailsView(title, sentence, _HEADINGS, rows, forgettable=forgettable_closes(row[0] for row in rows))
