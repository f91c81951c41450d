"""Add closes from a file: of one symbol or many, as other programs and sites write them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from statistics import median

from advisor.domain.days import long_date
from advisor.domain.errors import InvalidRequestError, MalformedFileError
from advisor.domain.market_state import ClosesState
from advisor.domain.price_jumps import split_like_jumps
from advisor.domain.prices import OF_FILE, PRICE_UNIT, PriceHistory
from advisor.market.price_files import ReadSeries, UnreadRow
from advisor.market.traded_closes import as_traded
from advisor.services.clock import today
from advisor.services.price_symbols import is_symbol
from advisor.services.read_price_file import read_price_file
from advisor.services.task import Changed, Task
from advisor.storage.engine import Database
from advisor.storage.prices import load_closes_states, load_history, save_history
from advisor.storage.refusals import changing

_SAME = Decimal("0.005")  # two sources' closes of one day, as a fraction
_DAYS_OF_A_LIST_OF_DAYS = 4  # from one close to the next: more is a list of weeks or months
_MAY_BE_ADJUSTED = (
    "Programs that write such files often lower older closes by the dividends paid since. If so, only the newest closes are what "
    "was paid: export closes without that adjustment."
)


@dataclass(frozen=True, slots=True)
class SymbolPrices:
    """What was stored of one symbol.

    Attributes:
        as_of: Day of its newest close in the file.
        rows: Closes of the file that count now.
        kept: Closes of the file that do not count: what a live source says of those days stayed.
    """

    symbol: str
    as_of: date
    rows: int
    kept: int


@dataclass(frozen=True, slots=True)
class PricesOutcome:
    """What was stored of a file.

    Attributes:
        skipped: Rows of which nothing is kept, with the reason.
        warnings: What deserves a look, in sentences.
    """

    file: str
    series: tuple[SymbolPrices, ...]
    skipped: tuple[UnreadRow, ...]
    warnings: tuple[str, ...]
    changed: Changed

    @property
    def as_of(self) -> date:
        """Day of the newest close."""
        return max(each.as_of for each in self.series)

    @property
    def rows(self) -> int:
        return sum(each.rows for each in self.series)


def import_prices(db: Database, task: Task, path: Path, symbol: str | None = None, *, overwrite: bool = False) -> PricesOutcome:
    """Store the closes of a file, all symbols or none.

    Args:
        symbol: Whose they are, where the file does not say.
        overwrite: Count the file's closes also for days that a live source told.

    Raises:
        InvalidRequestError: `symbol` is none.
        AdvisorError: The file cannot be read or recognised; nothing was stored.
    """
    if symbol is not None and not is_symbol(symbol):
        raise InvalidRequestError(f"“{symbol}” is no symbol. Nothing was stored.", "Write it as your broker does, such as VTI.")
    task.step(0, 2, f"Reading {path.name}")
    file = read_price_file(task, path, symbol, today())
    task.step(1, 2, "Storing closes")
    filings = []
    with changing(db):
        states = load_closes_states(db)
        for series in file.series:
            task.breathe()
            if series.closes:
                filings.append(_file(db, _Filing(series, path.name, states.get(series.symbol), overwrite)))
    if not filings:
        raise MalformedFileError(f"{path.name} holds no close. Nothing was stored.", file=path.name)
    return PricesOutcome(
        file=path.name,
        series=tuple(filed.stored for filed in filings),
        skipped=file.skipped,
        warnings=(*([_MAY_BE_ADJUSTED] if file.may_be_adjusted else []), *(text for filed in filings for text in filed.warnings)),
        changed=Changed.MARKET if any(filed.is_new for filed in filings) else Changed.NOTHING,
    )


@dataclass(frozen=True, slots=True)
class _Filing:
    """One symbol's closes in a file, and what is on file of it."""

    series: ReadSeries
    file: str
    state: ClosesState | None
    overwrite: bool

    @property
    def keeps_told(self) -> bool:
        """Whether a live source told what is on file, so that the file does not overrule it."""
        return self.state is not None and self.state.asked_at is not None and not self.overwrite

    @property
    def source(self) -> str:
        """Who told the closes, once the file has."""
        own = f"{OF_FILE}{self.file}"
        if self.state is None or self.state.asked_at is None:
            return own
        return self.state.source if own in self.state.source else f"{self.state.source}, {own}"


@dataclass(frozen=True, slots=True)
class _Filed:
    stored: SymbolPrices
    warnings: tuple[str, ...]
    is_new: bool


def _file(db: Database, filing: _Filing) -> _Filed:
    """Store what the file tells of one symbol beside what is on file."""
    on_file = load_history(db, filing.series.symbol)
    read = as_traded(_read_history(filing, on_file), on_file)
    told = dict(zip(on_file.days, on_file.closes, strict=True)) if on_file else {}
    protected = told if filing.keeps_told else {}
    counting = {day: close for day, close in zip(read.days, read.closes, strict=True) if day not in protected}
    events = tuple(event for event in read.events if on_file is None or event not in on_file.events)
    is_new = bool(events) or any(told.get(day) != close for day, close in counting.items())
    if is_new:
        save_history(
            db, replace(read, days=array("i", counting), closes=array("q", counting.values()), events=events), None, replace=False
        )
    return _Filed(
        SymbolPrices(read.symbol, date.fromordinal(read.days[-1]), len(counting), len(read.days) - len(counting)),
        tuple(_warnings(filing, read, protected, load_history(db, read.symbol))),
        is_new,
    )


def _read_history(filing: _Filing, on_file: PriceHistory | None) -> PriceHistory:
    """The closes as the file has them, with its events and those on file; of one day, those on file count.

    Raises:
        MalformedFileError: They are in other money than what is on file.
    """
    series = filing.series
    currency = series.currency or (on_file.currency if on_file else "USD")
    if on_file is not None and on_file.currency != currency:
        raise MalformedFileError(
            f"{series.symbol} is in {currency} in {filing.file}, and in {on_file.currency} on file. Nothing was stored.",
            file=filing.file,
        )
    known = on_file.events if on_file else ()
    told = {(event.day, event.kind) for event in known}
    events = [*known, *(event for event in series.events if (event.day, event.kind) not in told)]
    days = sorted(series.closes)
    closes = array("q", (series.closes[day] for day in days))
    return PriceHistory(
        series.symbol, currency, array("i", days), closes, tuple(sorted(events, key=lambda event: event.day)), filing.source
    )


def _warnings(filing: _Filing, read: PriceHistory, protected: Mapping[int, int], now: PriceHistory | None) -> Iterator[str]:
    """What deserves a look about one symbol's closes."""
    symbol = read.symbol
    steps = [later - earlier for earlier, later in pairwise(read.days)]
    if steps and median(steps) > _DAYS_OF_A_LIST_OF_DAYS:
        yield (
            f"{symbol}: the closes are {median(steps):g} days apart. Lists of weeks and months often name the first day of a "
            "period beside its last close: a list of days is surer."
        )
    differing = [
        (day, close)
        for day, close in zip(read.days, read.closes, strict=True)
        if day in protected and abs(close - protected[day]) > _SAME * protected[day]
    ]
    if differing and filing.state is not None:
        day, close = differing[0]
        closes = "1 close differs" if len(differing) == 1 else f"{len(differing):,} closes differ"
        source, when = filing.state.source, long_date(date.fromordinal(day))
        yield (
            f"{symbol}: {closes} from what {source} says: on {when} it is {_price(close)} in the file, {_price(protected[day])} "
            f"there. What {source} says counts."
        )
    for jump in split_like_jumps(now) if now else ():
        if read.days[0] <= jump.day.toordinal() <= read.days[-1]:
            yield (
                f"{symbol}: on {long_date(jump.day)} the close goes from {jump.before:,.2f} to {jump.close:,.2f}, as a split "
                "would have it, but no split is on file. What you hold is not valued across that day until one is."
            )


def _price(units: int) -> str:
    return f"{units * PRICE_UNIT:,.2f}"
