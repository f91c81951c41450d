"""Lots, transactions, foreign money and worked-out accounts as rows, worked out by hand."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from advisor.domain.portfolio import Account, InstrumentKind, Position, TaxLot, TaxType, Transaction, TransactionKind
from advisor.domain.quality import Check, QualityIssue
from advisor.presentation import stated
from advisor.presentation.holdings import build_holdings
from advisor.presentation.page_tables import lots_csv, transactions_csv
from advisor.presentation.transactions import transaction_rows
from advisor.presentation.typed_numbers import typed_number
from tests.presentation import invented
from tests.presentation.invented import BROKERAGE, FRIDAY, MONDAY, money

EUROS = Account(7, "degiro", "", "DEGIRO", TaxType.TAXABLE, currency="EUR")


def held(account: Account = BROKERAGE, **other: object) -> Position:
    """10 ABC at 150: worth 1,500."""
    kind = InstrumentKind.SECURITY
    basic = Position(account, "ABC", "ABC CORP", kind, Decimal(10), Decimal(150), money(1_500), money(1_000), FRIDAY)
    return replace(basic, **other)


def books(*positions: Position, unconverted: tuple[Position, ...] = ()):
    measured = invented.measured()
    accounts = tuple(dict.fromkeys(position.account for position in (*positions, *unconverted)))
    return replace(
        measured, portfolio=replace(measured.portfolio, accounts=accounts, positions=positions, unconverted=unconverted)
    )


@pytest.mark.parametrize(
    ("today", "term"), [(date(2024, 3, 10), "Short-term"), (date(2024, 3, 11), "Long-term"), (date(2023, 3, 10), "Short-term")]
)
def test_a_lot_is_long_term_from_the_day_after_a_year(today, term) -> None:
    lot = TaxLot(date(2023, 3, 10), Decimal(10), money(1_000))
    assert build_holdings(books(held(lots=(lot,))), today).lots[0].term_text == term


def test_a_lot_has_its_part_of_the_value() -> None:
    lots = (TaxLot(date(2021, 3, 4), Decimal(4), money(700)), TaxLot(None, Decimal(6), None))
    first, second = build_holdings(books(held(lots=lots)), MONDAY).lots
    # 4 of 10 shares are 600 of 1,500; they cost 700.
    assert (first.account, first.value_text, first.gain_text, first.gain_tone) == (
        "Brokerage ····4821",
        "$600.00",
        "−$100.00",
        "negative",
    )
    assert (second.acquired_text, second.term_text, second.cost_text, second.value_text, second.gain_text) == (
        "Not known",
        "Term not known",
        "not known",
        "$900.00",
        "",
    )
    assert {first.source_text, second.source_text} == {"The broker"}


def test_lots_of_a_history_say_how_they_were_chosen() -> None:
    lots = (TaxLot(date(2026, 1, 5), Decimal(-10), money(-1_600)),)
    (row,) = build_holdings(books(held(lots=lots, lots_worked_out=True)), MONDAY).lots
    assert (row.source_text, row.term_text) == ("First in, first out", "Sold short")


def test_without_a_price_a_lot_has_no_value() -> None:
    lots = (TaxLot(date(2026, 1, 5), Decimal(10), money(1_000)),)
    (row,) = build_holdings(books(held(lots=lots, price=None, value=money(0))), MONDAY).lots
    assert (row.value_text, row.gain_text) == ("", "")


def test_money_without_exchange_rate_is_shown_and_not_counted() -> None:
    lots = (TaxLot(date(2026, 1, 5), Decimal(10), money(1_000)),)
    waiting = held(EUROS, currency="EUR", lots=lots)
    view = build_holdings(books(held(), unconverted=(waiting,)), MONDAY)
    assert view.headline == "One position in one of two accounts: $1,500.00."
    assert "EUR 1,500.00 counts nowhere until you state an exchange rate." in view.explanation[0][0]
    account, position = view.rows[2:4]
    assert (account.symbol, account.name) == ("DEGIRO", "Taxable · EUR without exchange rate")
    assert (position.price_text, position.value_text, position.share_text) == ("EUR 150.00", "EUR 1,500.00", "not counted")
    assert (view.rows[-1].symbol, view.rows[-1].value_text) == ("Total", "$1,500.00")
    assert (view.lots[0].value_text, view.lots[0].gain_text) == ("EUR 1,500.00", "EUR +500.00")


def test_only_foreign_money_is_no_empty_book() -> None:
    view = build_holdings(books(unconverted=(held(EUROS),)), MONDAY)
    assert view.headline == "Nothing counts yet: an exchange rate is missing."
    assert [row.level for row in view.rows] == [0, 1]


def test_an_account_says_whose_it_is_and_that_it_was_worked_out() -> None:
    hers = replace(BROKERAGE, owner="Maria")
    view = build_holdings(books(held(hers, rebuilt=True)), MONDAY)
    assert view.rows[0].name == "Fidelity ····4821 · Taxable · Maria · worked out from its transactions"


def test_every_issue_is_a_row_with_its_verb() -> None:
    issue = QualityIssue(Check.COST_BASIS, BROKERAGE, "ABC", found=money(1_500))
    (row,) = build_holdings(replace(books(held()), issues=(issue,)), MONDAY).checks
    assert (row.verb, row.fix, row.account_id, row.symbol) == ("Type it in…", "state_cost_basis", 1, "ABC")
    assert "$1,500.00" in row.text


def entry(kind: TransactionKind = TransactionKind.BUY, **other: object) -> Transaction:
    """10 ABC bought at 150.5 with a fee of 1.25: 1,506.25 went."""
    basic = Transaction(
        account=BROKERAGE,
        traded=date(2026, 2, 3),
        settled=date(2026, 2, 4),
        kind=kind,
        action="YOU BOUGHT",
        symbol="ABC",
        name="ABC CORP",
        quantity=Decimal(10),
        price=Decimal("150.5"),
        fees=Decimal("1.25"),
        amount=Decimal("-1506.25"),
    )
    return replace(basic, **other)


def test_a_transaction_in_plain_words() -> None:
    (row,) = transaction_rows([entry()])
    assert (row.date_text, row.account, row.kind_text, row.symbol) == ("Feb 3, 2026", "Brokerage ····4821", "Bought", "ABC")
    assert (row.quantity_text, row.price_text, row.fees_text, row.amount_text) == ("10", "150.50", "$1.25", "−$1,506.25")
    assert row.sort_values == (date(2026, 2, 3).toordinal(), 10.0, 150.5, 1.25, -1506.25)


def test_a_foreign_transaction_names_its_currency_and_a_nameless_one_its_action() -> None:
    (row,) = transaction_rows([entry(currency="EUR", name="", fees=Decimal(0), quantity=None, price=None)])
    assert (row.name, row.amount_text, row.fees_text, row.quantity_text) == ("YOU BOUGHT", "EUR −1,506.25", "", "")


def test_an_entry_of_no_known_kind_is_told_in_the_brokers_few_words() -> None:
    rows = transaction_rows(
        [entry(TransactionKind.OTHER, action=action) for action in ("Sweep in", "", "MERGER MER PAYOUT #REOR")]
    )
    assert [row.kind_text for row in rows] == ["Sweep in", "Other", "Other"]


def test_a_price_of_nothing_is_no_price() -> None:
    assert transaction_rows([entry(TransactionKind.DIVIDEND, price=Decimal("0.0"))])[0].price_text == ""


@pytest.mark.parametrize("kind", TransactionKind)
def test_every_kind_has_a_word(kind) -> None:
    assert transaction_rows([entry(kind)])[0].kind_text


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_transactions_as_csv() -> None:
    (row,) = rows_of(transactions_csv([entry(action="=cmd")]))
    assert (row["date"], row["settled"], row["kind"], row["quantity"]) == ("2026-02-03", "2026-02-04", "buy", "10")
    assert (row["price"], row["fees"], row["amount"], row["currency"]) == ("150.5", "1.25", "-1506.25", "USD")
    assert row["action"] == "'=cmd"


def test_lots_as_csv() -> None:
    lots = (TaxLot(date(2021, 3, 4), Decimal(4), money(700)), TaxLot(None, Decimal(6), None))
    first, second = rows_of(lots_csv(books(held(lots=lots)), MONDAY))
    assert (first["acquired"], first["term"], first["value"], first["gain"]) == ("2021-03-04", "long-term", "600.00", "-100.00")
    assert (second["acquired"], second["term"], second["cost_basis"], second["gain"]) == ("", "term not known", "", "")
    assert first["lots"] == "the broker"


@pytest.mark.parametrize(
    ("typed", "number"),
    [("$6,000", "6000"), ("−250.50", "-250.50"), ("1.0834", "1.0834"), (".5", ".5"), ("", None), ("1,08", None), ("x", None)],
)
def test_numbers_as_people_type_them(typed, number) -> None:
    assert typed_number(typed) == (None if number is None else Decimal(number))


def test_what_an_answer_means_is_said_while_it_is_typed() -> None:
    assert stated.rate_meaning("EUR", Decimal("1.10"), money(200)) == ("EUR 200.00 count as $220.00.", True)
    assert not stated.rate_meaning("EUR", Decimal(0), money(200))[1]
    assert stated.cost_meaning(held(), Decimal("1600.5")) == ("A loss of $100.50 so far.", True)
    assert not stated.cost_meaning(held(), Decimal(-1))[1]
    # Sold short for 1,600 and worth 1,500 to buy back.
    short = held(quantity=Decimal(-10), value=money(-1_500))
    assert stated.cost_meaning(short, Decimal(1_600)) == ("A gain of $100.00 so far.", True)
    assert stated.cost_question(short) == "What did you get for ABC?"
    assert stated.cost_sentence(held()).startswith("10 of ABC in Brokerage ····4821, worth $1,500.00.")
