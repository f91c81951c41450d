"""Wash sales in words: whose windows they are, what is left of them, and where a loss went."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from advisor.advice.model.washing import (
    IdenticalGroup,
    Likeness,
    Move,
    MoveKind,
    WashedShares,
    WashWindow,
    WindowRule,
)
from advisor.domain.portfolio import Account, TaxType
from advisor.presentation.wash_sales import build_wash_sales

_TODAY = date(2026, 2, 10)
_BROKERAGE = Account(id=1, name="Brokerage", broker="", number_masked="", tax_type=TaxType.TAXABLE, currency="USD")
_WINDOW = WashWindow(
    WindowRule.DO_NOT_BUY, "TSLA", frozenset({"TSLA"}), date(2026, 2, 1), date(2026, 3, 3), Decimal(20), Decimal(1580), "Why."
)


def _view(*windows: WashWindow, washed: tuple[WashedShares, ...] = (), groups: tuple[IdenticalGroup, ...] = ()):
    return build_wash_sales(windows, washed, groups, {"VOO"}, (), _TODAY)


def _text(view) -> str:
    return "".join(text for text, _ in view.explanation)


def test_what_only_the_plan_would_open_is_not_called_open():
    planned = replace(_WINDOW, planned=True, symbol="IJH")
    assert _view().headline == "No wash-sale window is open today."
    assert _view(planned).headline == "The plan would open one wash-sale window."
    both = _view(_WINDOW, planned)
    assert both.headline == "One wash-sale window is open."
    assert "the plan would open one more" in _text(both)


def test_the_last_day_of_a_window_still_counts():
    assert _view(_WINDOW).windows[0].left_text == "22 days"
    last = replace(_WINDOW, until=_TODAY)
    assert _view(last).windows[0].left_text == "1 day"


def test_a_loss_goes_into_the_basis_or_nowhere():
    sold = Move(_BROKERAGE, "IJR", date(2026, 1, 20), MoveKind.SOLD, Decimal(30))
    bought = Move(_BROKERAGE, "IJR", date(2026, 2, 6), MoveKind.BOUGHT, Decimal(30))
    kept = WashedShares(sold, bought, Decimal(30), Decimal(540), Decimal(540), date(2025, 1, 1))
    lost = replace(kept, basis_carried=Decimal(0), holding_from=None)
    view = _view(washed=(kept, lost))
    assert view.washed[0].basis_text == "$540 added to the cost of those bought"
    assert view.washed[1].is_lost
    assert "$1,080 of this year’s losses do not count now, $540 of it for ever." in _text(view)


def test_groups_of_what_is_held_come_with_the_held_symbol_first():
    group = IdenticalGroup("S&P 500 Index", frozenset({"SPY", "IVV", "VOO"}), Likeness.ASK, "One index.")
    row = _view(groups=(group,)).groups[0]
    assert (row.symbols_text, row.likeness_text, row.is_held) == ("VOO, IVV and SPY", "Ask your adviser", True)
