"""What is wrong with prices, with funds' lists, and with tickers that another company has; each issue with what mends it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from advisor.domain.ages import OLD_FUND_DAYS, STALE_AFTER_SESSIONS, prices_are_stale
from advisor.domain.instruments import InstrumentProfile
from advisor.domain.market import Fund
from advisor.domain.portfolio import QUOTED_BY_TICKER, Position
from advisor.domain.price_jumps import splits_named_to
from advisor.domain.prices import PriceHistory
from advisor.domain.quality import Check, Fix, QualityIssue
from advisor.market.company_names import fits_ticker, may_be_one_company
from advisor.market.identity import Identities
from advisor.market.jumps import Jump, JumpKind, find_jumps, find_restarts

# Of what a fund's list may add up to: cash that is not listed on one side, rounding and accruals on the other.
LEAST_SUM, MOST_SUM = Decimal("0.97"), Decimal("1.03")
# A true jump is news for a while; a wrong close or a missing split spoils every figure that reaches back to it.
NEWS_FOR = timedelta(days=90)

_CHECK_OF_JUMP = {
    JumpKind.SPLIT: Check.MISSING_SPLIT,
    JumpKind.TAKEN_BACK: Check.BAD_PRICE,
    JumpKind.PLAIN: Check.PRICE_JUMP,
    JumpKind.RESTARTED: Check.RESTARTED,
}


def old_prices(positions: Sequence[Position], today: date, *, offline: bool) -> Iterator[QualityIssue]:
    """One issue where even the newest price is more than `STALE_AFTER_SESSIONS` sessions old."""
    newest = max((position.valued_on for position in positions), default=today)
    if prices_are_stale(newest, today):
        yield QualityIssue(Check.OLD_PRICES, as_of=newest, better_fix=Fix.IMPORT_NEWER if offline else None)


def stale_prices(histories: Mapping[str, PriceHistory], asked: Mapping[str, date]) -> Iterator[QualityIssue]:
    """Symbols whose closes ended more than `STALE_AFTER_SESSIONS` sessions before those of others.

    Args:
        asked: The last day on which a source answered for a symbol: where it had nothing newer then, asking again helps no more.
    """
    days = sorted({day for history in histories.values() for day in history.days[-30:] if date.fromordinal(day).weekday() < 5})
    for symbol, history in histories.items():
        last = history.last_day
        if last is None:
            continue
        since = [day for day in days if day > last.toordinal()]
        if len(since) > STALE_AFTER_SESSIONS:
            told_nothing = symbol in asked and asked[symbol].toordinal() > since[STALE_AFTER_SESSIONS]
            fix = Fix.IMPORT_NEWER if told_nothing else None
            yield QualityIssue(Check.STALE_PRICE, symbol=symbol, as_of=last, better_fix=fix)


def price_jumps(histories: Mapping[str, PriceHistory], today: date) -> Iterator[QualityIssue]:
    """Jumps that no split and no distribution on file explains: missing splits, wrong closes, other companies' closes, and recent
    true jumps.

    Of each symbol the newest of each kind: one that is mended makes room for the one before.
    """
    for symbol, history in histories.items():
        newest = {
            kind: jump
            for jump in (*find_jumps(history), *find_restarts(history))
            if (kind := _kind_of(jump, history)) is not JumpKind.PLAIN or _is_news(jump, today)
        }
        for kind, jump in newest.items():
            yield _issue_of(symbol, kind, jump, history.currency)


def unbalanced_lists(funds: Iterable[Fund], downloadable: Collection[str]) -> Iterator[QualityIssue]:
    """Funds that are looked through by a list whose weights add up to less than 97 % or more than 103 %."""
    for fund in funds:
        total = Decimal(repr(sum(fund.legs.values())))
        if fund.source.is_list and not LEAST_SUM <= total <= MOST_SUM:
            yield replace(_of_fund(Check.FUND_WEIGHTS, fund, downloadable), found=total)


def old_lists(funds: Iterable[Fund], downloadable: Collection[str], today: date) -> Iterator[QualityIssue]:
    """Funds that are looked through by a list of more than 120 days ago."""
    for fund in funds:
        if fund.source.is_list and (today - fund.as_of).days > OLD_FUND_DAYS:
            yield _of_fund(Check.OLD_FUND_LIST, fund, downloadable)


def other_companies(
    positions: Sequence[Position], identities: Identities, answered: Mapping[str, InstrumentProfile]
) -> Iterator[QualityIssue]:
    """Positions whose name in their file is not what the tables or a service know under their symbol.

    Args:
        answered: What a service said, by the positions' symbols.
    """
    seen: set[tuple[str, str]] = set()
    for position in positions:
        key = (position.symbol, position.name)
        if position.kind in QUOTED_BY_TICKER and key not in seen and (other := _other_name(position, identities, answered)):
            yield QualityIssue(Check.OTHER_COMPANY, position.account, position.symbol, as_of=position.as_of, said=other)
        seen.add(key)


def _other_name(position: Position, identities: Identities, answered: Mapping[str, InstrumentProfile]) -> str:
    """The name of another company that has the position's symbol; empty where all that have a name agree."""
    symbol, name = position.symbol, position.name.strip()
    known = identities.names_of(symbol)
    is_told = bool(name) and name.upper() != symbol
    if is_told and known and not identities.is_named(name, symbol):
        return min(known, key=len)
    said = answered[symbol].name if symbol in answered else ""
    names = [name] if is_told else known
    agrees = not said or not names or fits_ticker(said, symbol) or any(may_be_one_company(said, each) for each in names)
    return "" if agrees else said


def _kind_of(jump: Jump, history: PriceHistory) -> JumpKind:
    """What a service that names the splits did not call one in time has truly jumped."""
    was_none = jump.kind is JumpKind.SPLIT and jump.day <= splits_named_to(history)
    return JumpKind.PLAIN if was_none else jump.kind


def _is_news(jump: Jump, today: date) -> bool:
    return today - jump.day <= NEWS_FOR


def _issue_of(symbol: str, kind: JumpKind, jump: Jump, currency: str) -> QualityIssue:
    check = _CHECK_OF_JUMP[kind]
    expected = jump.shares if kind is JumpKind.SPLIT else jump.before
    return QualityIssue(check, symbol=symbol, found=jump.close, expected=expected, as_of=jump.day, currency=currency)


def _of_fund(check: Check, fund: Fund, downloadable: Collection[str]) -> QualityIssue:
    fix = Fix.REFRESH if fund.symbol in downloadable else None
    return QualityIssue(check, symbol=fund.symbol, as_of=fund.as_of, said=fund.origin, better_fix=fix)
