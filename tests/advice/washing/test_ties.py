"""What a plan must know of the past: shares that would replace, and losses that a purchase would wash."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from advisor.advice.model.washing import WashHistory
from advisor.advice.washing.tie import ExposedLoss, Replacing, ties_on
from tests.advice.washing.moves import ROTH, bought, sold

TODAY = date(2026, 6, 30)


def test_shares_bought_lately_in_any_account_would_replace() -> None:
    lately, old = bought(date(2026, 6, 1), "3", "30", account=ROTH), bought(date(2026, 5, 30), "5", "50")
    ties = ties_on(WashHistory((lately, old)), TODAY)
    assert ties["XYZ"].replacing == (Replacing(lately, Decimal(3)),)
    assert not ties["XYZ"].exposed_losses


def test_a_loss_that_nothing_replaced_is_exposed_by_the_share() -> None:
    loss = sold(date(2026, 6, 20), "10", "1000", "900")
    ties = ties_on(WashHistory((loss,)), TODAY)
    assert ties["XYZ"].exposed_losses == (ExposedLoss(loss, Decimal(10), Decimal(10)),)


def test_what_has_replaced_already_ties_no_more() -> None:
    loss, again = sold(date(2026, 6, 20), "10", "1000", "900"), bought(date(2026, 6, 22), "4", "360")
    tie = ties_on(WashHistory((loss, again)), TODAY)["XYZ"]
    assert not tie.replacing
    assert [exposed.quantity for exposed in tie.exposed_losses] == [Decimal(6)]


def test_a_gain_ties_nothing() -> None:
    assert not ties_on(WashHistory((sold(date(2026, 6, 20), "10", "900", "1000"),)), TODAY)


def test_identical_securities_are_tied_together() -> None:
    history = WashHistory(
        (sold(date(2026, 6, 20), "1", "20", "10", symbol="VTI"),), groups={"VTI": "total market", "VTSAX": "total market"}
    )
    assert set(ties_on(history, TODAY)) == {"total market"}
