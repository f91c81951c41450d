"""Every check on the books, worst first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from advisor.bookkeeping.held_lots import LotsByHolding, holdings_that_differ
from advisor.bookkeeping.rebuild import RebuiltAccount
from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import Account, InstrumentKind, Portfolio, Position, is_worth_its_price, price_unit
from advisor.domain.quality import Check, QualityIssue

# Positions change slowly, prices do not: after five weeks an account is worth another look.
STALE_AFTER = timedelta(days=35)


@dataclass(frozen=True, slots=True)
class Books:
    """What the checks look at.

    Attributes:
        stated_lots: By account id and symbol: the lots the broker lists.
        rebuilt: Accounts worked out from their histories.
        before: By account id and symbol: the quantity in the snapshot before the newest one, for accounts that have one.
        without_positions: Accounts with lots or trades of which no file says what they hold.
        origin: By account id: the import that its newest snapshot is from.
        is_known: Whether something is known about the symbol of a position.
        doubts: Closes on file that do not count.
    """

    portfolio: Portfolio
    stated_lots: LotsByHolding
    rebuilt: Mapping[Account, RebuiltAccount]
    before: Mapping[tuple[int, str], Decimal]
    accounts_with_a_past: Collection[int]
    without_positions: Collection[Account]
    origin: Mapping[int, int]
    is_known: Callable[[Position], bool]
    doubts: tuple[QualityIssue, ...] = ()

    @property
    def stated(self) -> tuple[Position, ...]:
        """The positions as their files tell them: what is checked against a file must not follow the market."""
        return tuple(position.stated for position in self.portfolio.positions)


def find_issues(books: Books, today: date) -> tuple[QualityIssue, ...]:
    """Everything that is wrong, missing or old, in the order of `Check`."""
    found = [
        *_totals(books),
        *_values(books),
        *_new_shorts(books),
        *_lots(books),
        *_histories(books),
        *(QualityIssue(Check.POSITIONS, account) for account in books.without_positions),
        *_rates(books),
        *_tickers(books),
        *_cost_bases(books),
        *_stale_accounts(books, today),
        *books.doubts,
    ]
    order = list(Check)
    return tuple(sorted(found, key=lambda issue: order.index(issue.check)))


def _totals(books: Books) -> Iterator[QualityIssue]:
    """Only imports that something owned now is from: what an older file said is history."""
    counted = set(books.origin.values())
    for record in books.portfolio.imports:
        if record.id in counted and record.reported_total is not None and record.reported_total != record.imported_total:
            yield QualityIssue(
                Check.TOTAL,
                found=record.imported_total,
                expected=record.reported_total,
                as_of=record.as_of,
                import_id=record.id,
                file=record.file,
                currency=record.currency,
            )


def _values(books: Books) -> Iterator[QualityIssue]:
    for position in books.stated:
        in_dollars = (
            position.currency == position.account.currency == "USD"
        )  # else the broker's rate, which is not ours, is in it
        if position.quantity is None or position.price is None or not in_dollars or position.rebuilt:
            continue
        if not is_worth_its_price(position.kind, position.quantity, position.price, position.value):
            expected = round_to_cents(position.quantity * position.price * price_unit(position.kind))
            yield _of_position(books, Check.VALUE, position, found=position.value, expected=expected)


def _new_shorts(books: Books) -> Iterator[QualityIssue]:
    for position in books.stated:
        held_before = books.before.get((position.account.id, position.symbol), ZERO)
        is_new = position.account.id in books.accounts_with_a_past and held_before >= 0
        if is_new and position.quantity is not None and position.quantity < 0:
            yield _of_position(books, Check.NEGATIVE, position, found=position.quantity, expected=held_before)


def _lots(books: Books) -> Iterator[QualityIssue]:
    for lines, listed in holdings_that_differ(books.stated, books.stated_lots):
        if not any(position.lots for position in lines):
            held = sum((position.quantity or ZERO for position in lines), ZERO)
            yield _of_position(books, Check.LOTS, lines[0], found=listed, expected=held)


def _histories(books: Books) -> Iterator[QualityIssue]:
    for account, rebuilt in books.rebuilt.items():
        for symbol in rebuilt.oversold:
            yield QualityIssue(Check.HISTORY, account, symbol)
        for symbol in rebuilt.unpriced:
            yield QualityIssue(Check.PRICE, account, symbol)
        for currency, missing in rebuilt.overspent.items():
            yield QualityIssue(Check.CASH, account, currency, found=missing)
        if rebuilt.entries_without_amount:
            yield QualityIssue(Check.AMOUNT, account, found=Decimal(rebuilt.entries_without_amount))


def _rates(books: Books) -> Iterator[QualityIssue]:
    waiting: defaultdict[tuple[Account, str], Decimal] = defaultdict(lambda: ZERO)
    for position in books.portfolio.unconverted:
        waiting[position.account, position.value_currency] += position.value
    for (account, currency), value in waiting.items():
        yield QualityIssue(Check.RATE, account, currency, found=value)


def _tickers(books: Books) -> Iterator[QualityIssue]:
    seen: set[str] = set()
    for position in books.portfolio.positions:
        if position.symbol not in seen and not books.is_known(position):
            seen.add(position.symbol)
            yield _of_position(books, Check.TICKER, position, found=position.value)


def _cost_bases(books: Books) -> Iterator[QualityIssue]:
    for position in books.portfolio.positions:
        lots_tell = bool(position.lots) and all(lot.cost_basis is not None for lot in position.lots)
        is_held = position.quantity is not None and position.kind is not InstrumentKind.CASH
        if position.cost_basis is None and is_held and not lots_tell:
            yield _of_position(books, Check.COST_BASIS, position, found=position.value)


def _stale_accounts(books: Books, today: date) -> Iterator[QualityIssue]:
    newest: dict[Account, date] = {}
    for position in books.portfolio.positions:
        # A new price does not make an old history new: a split since then would be missing.
        as_of = books.rebuilt[position.account].until if position.account in books.rebuilt else position.as_of
        newest[position.account] = max(as_of, newest.get(position.account, date.min))
    for account, as_of in newest.items():
        if today - as_of > STALE_AFTER:
            yield QualityIssue(Check.STALE, account, as_of=as_of, import_id=books.origin.get(account.id))


def _of_position(
    books: Books, check: Check, position: Position, *, found: Decimal | None, expected: Decimal | None = None
) -> QualityIssue:
    return QualityIssue(
        check,
        position.account,
        position.symbol,
        found=found,
        expected=expected,
        as_of=position.as_of,
        import_id=books.origin.get(position.account.id),
    )
