"""Wash sales against a slow reference that takes one share at a time, and what must hold of any matching."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from advisor.advice.model.washing import Move, MoveKind, WashHistory
from advisor.advice.verifying.washes import match_again
from advisor.advice.washing.match import match_moves, match_washes
from advisor.domain.portfolio import TaxType
from tests.advice.washing.moves import BROKERAGE, JOINT, ROTH, bought, sold

_FIRST = date(2026, 3, 1)
_days = st.integers(0, 70).map(lambda days: _FIRST + timedelta(days=days))
_accounts = st.sampled_from([BROKERAGE, JOINT, ROTH])
_symbols = st.sampled_from(["A", "A2", "B"])


def _group_of(symbol: str) -> str:
    return symbol[0]


@st.composite
def _moves(draw: st.DrawFn) -> list[Move]:
    """Whole shares; sales of shares bought before, and of shares older than all."""
    moves: list[Move] = []
    for place in range(draw(st.integers(1, 7))):
        day, account, symbol = draw(_days), draw(_accounts), draw(_symbols)
        # Quantities and costs that tell moves apart: of two alike, either may count as the replacement.
        quantity, price = draw(st.integers(1, 6)), draw(st.integers(5, 40))
        cost = Decimal(quantity * price) + Decimal(place) / 100
        moves.append(bought(day, str(quantity), str(cost), account=account, symbol=symbol))
        if draw(st.booleans()):
            later = day + timedelta(days=draw(st.integers(0, 40)))
            part = draw(st.integers(1, quantity))
            basis, proceeds = draw(st.integers(1, 200)), draw(st.integers(1, 200))
            moves.append(
                sold(later, str(part), str(basis), str(proceeds), acquired=day, account=account, symbol=symbol, planned=True)
            )
    for _ in range(draw(st.integers(1, 5))):
        acquired = draw(st.none() | st.dates(date(2020, 1, 1), date(2025, 1, 1)))
        quantity, basis, proceeds = draw(st.integers(1, 8)), draw(st.integers(1, 300)), draw(st.integers(1, 300))
        account, symbol = draw(_accounts), draw(_symbols)
        moves.append(
            sold(draw(_days), str(quantity), str(basis), str(proceeds), acquired=acquired, account=account, symbol=symbol)
        )
    return moves


@dataclass
class _Share:
    move: Move
    gone: date | None = None
    used: bool = False


def _one_share_at_a_time(moves: Sequence[Move]) -> dict[date, tuple[int, Fraction]]:
    """By day of sale: shares washed and the loss on them. Sales of shares on file are planned: no loss is carried to them."""
    buys = sorted((m for m in moves if m.kind is not MoveKind.SOLD), key=lambda m: (m.day, m.account.tax_type is TaxType.TAXABLE))
    shares = [_Share(move) for move in buys for _ in range(int(move.quantity))]
    sales = sorted((m for m in moves if m.kind is MoveKind.SOLD), key=lambda m: (m.day, m.acquired or date.min))
    for sale in sales:
        own = [
            share
            for share in shares
            if share.gone is None
            and (share.move.account, share.move.symbol, share.move.day) == (sale.account, sale.symbol, sale.acquired)
        ]
        for share in own[: int(sale.quantity)]:
            share.gone = sale.day
    return _wash_one_by_one(sales, shares)


def _wash_one_by_one(sales: Sequence[Move], shares: Sequence[_Share]) -> dict[date, tuple[int, Fraction]]:
    found: dict[date, tuple[int, Fraction]] = {}
    for sale in sales:
        assert sale.cost_basis is not None and sale.proceeds is not None
        loss = Fraction(sale.cost_basis - sale.proceeds) / Fraction(sale.quantity)
        if loss <= 0 or sale.account.tax_type is not TaxType.TAXABLE:
            continue
        for _ in range(int(sale.quantity)):
            for share in shares:
                near = abs((share.move.day - sale.day).days) <= 30
                held = share.gone is None or share.gone > sale.day
                if near and held and not share.used and _group_of(share.move.symbol) == _group_of(sale.symbol):
                    share.used = True
                    count, total = found.get(sale.day, (0, Fraction(0)))
                    found[sale.day] = count + 1, total + loss
                    break
    return found


def _without_shares_used_and_sold(moves: Sequence[Move]) -> list[Move]:
    """Which shares of a purchase a partial sale takes, replacing ones or others, is a convention: sales here take all of them."""
    bought_by_lot: defaultdict[tuple[int, str, date | None], Decimal] = defaultdict(Decimal)
    for move in moves:
        if move.kind is not MoveKind.SOLD:
            bought_by_lot[move.account.id, move.symbol, move.day] += move.quantity
    return [
        move for move in moves if not move.planned or bought_by_lot[move.account.id, move.symbol, move.acquired] == move.quantity
    ]


@given(_moves())
def test_it_finds_what_one_share_at_a_time_finds(moves: list[Move]) -> None:
    moves = _without_shares_used_and_sold(moves)
    expected = _one_share_at_a_time(moves)
    found: dict[date, tuple[Decimal, Decimal]] = {}
    for part in match_washes(moves, _group_of):
        quantity, disallowed = found.get(part.sale.day, (Decimal(0), Decimal(0)))
        found[part.sale.day] = quantity + part.quantity, disallowed + part.disallowed
    assert {day: int(quantity) for day, (quantity, _) in found.items()} == {day: count for day, (count, _) in expected.items()}
    for day, (_, disallowed) in found.items():
        assert abs(Fraction(disallowed) - expected[day][1]) <= Fraction(len(moves), 200)


@given(_moves())
def test_no_share_replaces_twice_and_no_more_is_taken_back_than_was_lost(moves: list[Move]) -> None:
    matching = match_moves(moves, _group_of)
    for move in moves:
        if move.kind is MoveKind.SOLD:
            parts = [part for part in matching.washed if part.sale is move]
            assert sum(part.quantity for part in parts) <= move.quantity
        else:
            assert sum(part.quantity for part in matching.washed if part.replacement is move) <= move.quantity
    for part in matching.washed:
        assert part.disallowed >= part.basis_carried >= 0
        assert part.basis_carried == (part.disallowed if part.replacement.account.tax_type is TaxType.TAXABLE else 0)
        assert abs(part.replacement.day - part.sale.day) <= timedelta(days=30)


@given(_moves())
def test_leaving_out_what_cannot_wash_changes_nothing(moves: list[Move]) -> None:
    for group_of in (_group_of, str):
        quick = match_washes(moves, group_of)
        every = match_moves(moves, group_of).washed
        assert quick == every
        assert all(
            one.sale is other.sale and one.replacement is other.replacement for one, other in zip(quick, every, strict=True)
        )


@given(_moves())
def test_every_loss_is_washed_or_counts(moves: list[Move]) -> None:
    """What is disallowed and what is left sum to the losses, with those that earlier washes carried into the shares."""
    once = [move for move in moves if move.kind is not MoveKind.SOLD or move.planned or move.acquired is None]
    matching = match_moves(once, _group_of)
    lost = sum(
        (
            max(move.cost_basis - move.proceeds, Decimal(0))
            for move in once
            if move.cost_basis is not None and move.proceeds is not None and move.account.tax_type is TaxType.TAXABLE
        ),
        Decimal(0),
    )
    told = sum((part.disallowed for part in matching.washed), Decimal(0))
    assert told + sum((rest.loss for rest in matching.unwashed), Decimal(0)) == lost


@given(_moves(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(moves: list[Move], chance: object) -> None:
    shuffled = list(moves)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert match_moves(shuffled, _group_of) == match_moves(moves, _group_of)


@given(_moves())
def test_the_verifier_which_matches_by_itself_finds_the_same(moves: list[Move]) -> None:
    again: defaultdict[tuple[int, int], list[Decimal]] = defaultdict(list)
    for each in match_again(tuple(moves), WashHistory(groups={"A": "A", "A2": "A", "B": "B"})):
        again[id(each.sale), id(each.replacement)].append(each.loss)
    found: defaultdict[tuple[int, int], list[Decimal]] = defaultdict(list)
    for part in match_washes(moves, _group_of):
        found[id(part.sale), id(part.replacement)].append(part.disallowed)
    assert found.keys() == again.keys()
    for pair, losses in found.items():
        assert abs(sum(losses) - sum(again[pair])) <= Decimal("0.02") * len(losses)
