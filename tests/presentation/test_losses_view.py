"""Losses in words: what counts of each, what it leaves one ahead, what replaces it, and what was left out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from advisor.advice.model.harvest import HarvestView, LosingLot, LossSaving, Replacement
from advisor.advice.model.taxes import Term
from advisor.advice.model.washing import Likeness
from advisor.domain.portfolio import Account, TaxType
from advisor.presentation.losses import build_losses, lot_key

_BROKERAGE = Account(1, "fidelity", "····4821", "Brokerage", TaxType.TAXABLE)


def _saving(loss: int, washed: int = 0) -> LossSaving:
    counts = Decimal(loss - washed)
    return LossSaving(
        Decimal(loss), Decimal(washed), Decimal(0), counts, Decimal(0), counts * Decimal("0.24"), Decimal(0), Decimal(12)
    )


def _lot(symbol: str, *replacements: Replacement, washed: int = 0) -> LosingLot:
    return LosingLot(
        account=_BROKERAGE, symbol=symbol, name=symbol, acquired=date(2025, 3, 4), quantity=Decimal(10), price=Decimal(50),
        value=Decimal(500), cost_basis=Decimal(1500), term=Term.LONG, saving=_saving(1000, washed), replacements=replacements,
        do_not_buy=frozenset({symbol, "VFIAX"}), do_not_buy_until=date(2026, 3, 12), place=0,
    )  # fmt: skip


def _fund(symbol: str, companies: float, sleeves: float, likeness: Likeness = Likeness.DIFFERENT) -> Replacement:
    return Replacement(symbol, f"Fund {symbol}", Decimal(40), companies, sleeves, 0.9, likeness, 0.0003)


def test_what_is_washed_does_not_count_and_the_rest_leaves_one_ahead():
    view = build_losses(HarvestView((_lot("VOO", washed=400),), _saving(1000, 400)))
    row = view.rows[0]
    assert (row.loss_text, row.counts_text, row.saves_text, row.net_text) == ("−$1,000", "−$600", "$144", "+$132")
    assert view.headline == "One loss would save you about $144 of tax this year."
    assert ("Would not count (wash sale)", "$400") in row.facts


@pytest.mark.parametrize(
    ("fund", "said", "choice"),
    [
        (_fund("IWB", 0.85, 1.0), "IWB 85%", "IWB, 85% the same companies"),
        (_fund("AGG", 0.0, 1.0), "AGG 100% by sleeve", "AGG, 100% the same sleeves"),
        (_fund("IVV", 1.0, 1.0, Likeness.ASK), "IVV 100%", "IVV, 100% the same companies · may count as the same"),
    ],
)
def test_a_replacement_says_of_what_it_is_the_same(fund, said, choice):
    row = build_losses(HarvestView((_lot("VOO", fund),), _saving(1000))).rows[0]
    assert (row.replacement_text, row.replacements[0][0]) == (said, choice)
    assert "It costs <0.1% a year." in row.replacements[0][1]


def test_what_must_not_be_bought_and_until_when_is_said_of_all_that_is_identical():
    row = build_losses(HarvestView((_lot("VOO"),), _saving(1000))).rows[0]
    assert row.sentences[0] == "Sold today, VOO and VFIAX must not be bought in any account until Mar 12, 2026."
    assert "No fund at hand" in row.sentences[-1]


def test_what_was_left_out_is_told_with_the_reason():
    view = build_losses(HarvestView((), _saving(0), left_out=3, left_out_loss=Decimal(21), notes=("Unknown.",)))
    assert view.headline == "No loss is worth taking today."
    assert view.notes == ("Three more lots lose too little to pay for the trades: $21 in all.", "Unknown.")


def test_lots_of_one_day_are_told_apart():
    assert lot_key(_lot("VOO")) != lot_key(_lot("SPY"))
