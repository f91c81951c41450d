"""A plan beside the books: in full, in part, more, not yet, the other way round, at another price; splits and reinvestments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from advisor.advice.carried_out import carried_out
from advisor.advice.model.carried_out import BooksSince, Fulfilment
from advisor.domain.portfolio import Transaction, TransactionKind
from tests.advice.households import BROKERAGE, TRADE_DAY
from tests.advice.kept import BUY, PLAN, REQUEST, SELL

LATER = date(2026, 7, 6)
HERE = BROKERAGE.id
TWO = replace(PLAN, trades=(SELL, BUY))  # sells 10 of 60 SEVEN, buys 40 MID of none


def entry(kind, symbol, quantity, price=None, amount=None, day=LATER):
    shares = None if quantity is None else Decimal(quantity)
    paid = None if price is None else Decimal(price)
    money = None if amount is None else Decimal(amount)
    return Transaction(BROKERAGE, day, None, kind, kind.value, symbol, symbol, shares, paid, None, money)


def seen(seven, mid, *, told=LATER, entries=(), splits=None, cash="190.00", ordered_on=TRADE_DAY):
    quantities = {(HERE, "SEVEN"): Decimal(seven), (HERE, "MID"): Decimal(mid)}
    books = BooksSince(quantities, {HERE: Decimal(cash)}, {HERE: told}, entries, splits)
    return carried_out(REQUEST, TWO, books, ordered_on)


@pytest.mark.parametrize(
    ("seven", "mid", "sold", "bought", "headline"),
    [
        ("50", "40", Fulfilment.IN_FULL, Fulfilment.IN_FULL, "All 2 trades are done."),
        ("56", "40", Fulfilment.IN_PART, Fulfilment.IN_FULL, "1 of 2 trades done, 1 in part."),
        ("50", "45", Fulfilment.IN_FULL, Fulfilment.MORE, "All 2 trades are done."),
        ("60", "0", Fulfilment.NOT_YET, Fulfilment.NOT_YET, "0 of 2 trades done, 2 not yet."),
        ("65", "40", Fulfilment.THE_OTHER_WAY, Fulfilment.IN_FULL, "1 of 2 trades done, 1 the other way round."),
    ],
)
def test_each_trade_is_told_by_what_the_position_became(seven, mid, sold, bought, headline):
    told = seen(seven, mid)
    assert [each.fulfilment for each in told.trades] == [sold, bought]
    assert told.headline == headline
    assert told.complete == (sold is Fulfilment.IN_FULL)


def test_words_for_each_trade():
    assert seen("50", "40").trades[0].sentence == "10 SEVEN sold, as planned."
    assert seen("56", "40").trades[0].sentence == "4 of 10 SEVEN sold; 6 are left."
    assert seen("50", "45").trades[1].sentence == "45 MID bought, 5 more than planned."
    assert seen("60", "0").trades[1].sentence == "None of the 40 MID is bought yet."
    assert seen("65", "40").trades[0].sentence == "The plan has 10 SEVEN sold; the account holds 5 more than before."


def test_nothing_newer_than_the_orders_tells_nothing():
    told = seen("60", "0", told=date(2026, 6, 30))
    assert {each.fulfilment for each in told.trades} == {Fulfilment.NOT_TOLD}
    assert told.headline.startswith("Nothing in the books is newer than the orders")
    assert told.cash == ()


def test_of_a_plan_that_was_not_ordered_no_orders_are_told():
    told = seen("60", "0", told=date(2026, 6, 30), ordered_on=None)
    assert told.headline == "Not marked as ordered, and nothing in the books is newer than the plan."
    assert not any("order" in each.sentence for each in told.trades)
    assert seen("50", "40", ordered_on=None).complete


def test_figures_of_the_day_of_the_orders_tell_what_became_of_them():
    assert seen("50", "40", told=TRADE_DAY).complete
    assert not seen("50", "40", told=TRADE_DAY - timedelta(days=1)).complete


def test_what_was_traded_before_the_plan_or_is_another_symbol_is_none_of_its_orders():
    entries = (
        entry(TransactionKind.SELL, "SEVEN", "-10", "250", day=TRADE_DAY - timedelta(days=1)),
        entry(TransactionKind.SELL, "OTHER", "-10", "250"),
        entry(TransactionKind.BUY, "SEVEN", "10", "250"),
        entry(TransactionKind.SELL, "SEVEN", None, "250"),
    )
    assert seen("50", "40", entries=entries).trades[0].price is None


def test_a_history_alone_tells_the_trades_it_has():
    entries = (entry(TransactionKind.SELL, "SEVEN", "-10", "301"),)
    told = seen("60", "0", told=date(2026, 6, 30), entries=entries)
    assert [each.fulfilment for each in told.trades] == [Fulfilment.IN_FULL, Fulfilment.NOT_TOLD]


def test_another_price_is_told_and_a_near_one_is_not():
    entries = (
        entry(TransactionKind.SELL, "SEVEN", "-4", "290"),
        entry(TransactionKind.SELL, "SEVEN", "-6", amount="1740"),
        entry(TransactionKind.BUY, "MID", "40", "70.50"),
    )
    sold, bought = seen("50", "40", entries=entries).trades
    assert (sold.price, sold.at_another_price) == (Decimal(290), True)
    assert sold.sentence == "10 SEVEN sold, as planned. At $290.00 on average; the plan counted on $300.00."
    assert (bought.price, bought.at_another_price) == (Decimal("70.5"), False)


def test_a_split_after_the_trade_changes_no_count():
    splits = {"SEVEN": ((date(2026, 7, 3), Decimal(4)),)}
    entries = (entry(TransactionKind.SELL, "SEVEN", "-10", "300", day=date(2026, 7, 2)),)
    sold = seen("200", "40", splits=splits, entries=entries).trades[0]
    assert (sold.fulfilment, sold.quantity, sold.price) == (Fulfilment.IN_FULL, Decimal(10), Decimal(300))
    after = (entry(TransactionKind.SELL, "SEVEN", "-40", "75", day=date(2026, 7, 5)),)
    sold = seen("200", "40", splits=splits, entries=after).trades[0]
    assert (sold.fulfilment, sold.price, sold.at_another_price) == (Fulfilment.IN_FULL, Decimal(300), False)


def test_a_sale_on_the_day_of_a_split_is_in_new_shares():
    splits = {"SEVEN": ((LATER, Decimal(4)),)}
    sold = seen("200", "40", splits=splits, entries=(entry(TransactionKind.SELL, "SEVEN", "-40", "75"),)).trades[0]
    assert (sold.fulfilment, sold.quantity, sold.price) == (Fulfilment.IN_FULL, Decimal(10), Decimal(300))


def test_a_split_that_only_the_account_s_history_tells():
    entries = (entry(TransactionKind.SPLIT, "SEVEN", "150"), entry(TransactionKind.SELL, "SEVEN", "-10"))
    assert seen("200", "40", entries=entries).trades[0].fulfilment is Fulfilment.IN_FULL


def test_reinvested_distributions_are_not_taken_for_orders():
    entries = (entry(TransactionKind.REINVEST, "SEVEN", "3.5"),)
    assert seen("53.5", "40", entries=entries).trades[0].fulfilment is Fulfilment.IN_FULL
    # Without a history a crumb may be one; several shares are none.
    assert seen("50.4", "40.3").trades[0].fulfilment is Fulfilment.IN_FULL
    assert seen("52", "40").trades[0].fulfilment is Fulfilment.IN_PART


def test_cash_beside_what_the_plan_left():
    told = seen("50", "40", cash="212.40")
    (cash,) = told.cash
    assert cash.difference == Decimal("22.40")
    assert told.headline == "All 2 trades are done, with $22.40 more cash than planned."
    assert seen("50", "40", cash="100").headline == "All 2 trades are done, with $90.00 less cash than planned."


def test_a_plan_without_trades():
    told = carried_out(REQUEST, replace(PLAN, trades=()), BooksSince({}, {}, {}), TRADE_DAY)
    assert (told.headline, told.complete) == ("The plan has no trades.", False)
