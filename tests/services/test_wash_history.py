"""What wash sales depend on, read from the books."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from advisor.advice.model.washing import MoveKind, WashHistory
from advisor.advice.washing.match import match_washes
from advisor.domain.portfolio import Account, InstrumentKind, Portfolio, TaxType, Transaction, TransactionKind
from advisor.services.change_account import change_account
from advisor.services.household_moves import HouseholdBooks, moves_between
from advisor.services.import_files import import_files
from advisor.services.list_transactions import list_transactions
from advisor.services.open_books import open_books
from advisor.services.realised_gains import realised_gains
from advisor.services.task import Task
from advisor.services.wash_history import wash_history
from tests.services.wash_books import write_activity

TODAY = date(2026, 6, 30)


@pytest.fixture
def db(tmp_path):
    with open_books(tmp_path / "books.db") as books:
        yield books


def _history(db, tmp_path, *rows: str) -> WashHistory:
    import_files(db, Task(), [write_activity(tmp_path / "activity.csv", *rows)])
    return wash_history(db, Task(), TODAY)


def test_a_sale_is_told_with_the_basis_that_first_in_first_out_gives_it(db, tmp_path):
    history = _history(db, tmp_path, "01/05/2026 Buy VTI 10 100.00", "06/01/2026 Buy VTI 4 95.00", "06/10/2026 Sell VTI 10 90.00")
    assert [(move.kind, move.day, move.quantity, move.cost_basis, move.proceeds, move.acquired) for move in history.moves] == [
        (MoveKind.BOUGHT, date(2026, 6, 1), Decimal(4), Decimal("380.00"), None, None),
        (MoveKind.SOLD, date(2026, 6, 10), Decimal(10), Decimal("1000.00"), Decimal("900.00"), date(2026, 1, 5)),
    ]
    (washed,) = match_washes(history.moves, history.group_of)
    assert washed.disallowed == Decimal("40.00")
    assert set(history.complete_since.values()) == {date(2026, 1, 5)}


def test_moves_of_sixty_one_days_before_and_after_are_told_and_no_others(db, tmp_path):
    history = _history(
        db,
        tmp_path,
        "04/29/2026 Buy VTI 1 10.00",
        "04/30/2026 Buy VTI 2 10.00",
        "08/30/2026 Buy VTI 3 10.00",
        "08/31/2026 Buy VTI 4 10.00",
    )
    assert [move.quantity for move in history.moves] == [2, 3]


def test_share_classes_are_one_group_and_doubtful_ones_are_told(db, tmp_path):
    history = _history(db, tmp_path, "06/01/2026 Buy VTI 1 10.00", "06/01/2026 Buy SPLG 1 10.00")
    assert history.group_of("VTI") == history.group_of("VTSAX")
    assert history.group_of("SPLG") == history.group_of("SPYM")
    assert "VOO" in history.ask["SPLG"]


def _positions(tmp_path, *rows: str):
    """Fidelity's positions of June 25, 2026."""
    heading = (
        "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Last Price Change,Current Value,Today's Gain/Loss"
        " Dollar,Today's Gain/Loss Percent,Total Gain/Loss Dollar,Total Gain/Loss Percent,Percent Of Account,Cost Basis"
        " Total,Average Cost Basis,Type"
    )
    path = tmp_path / "Portfolio_Positions_Jun-25-2026.csv"
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return path


def _fidelity_row(symbol: str, quantity: str, value: str, cost: str) -> str:
    return f"Z12345678,Individual,{symbol},{symbol},{quantity},$10.00,,${value},,,,,,${cost},,Cash"


def _fidelity_history(tmp_path, *rows: str):
    """Fidelity's history; a row is "06/01/2026 YOU_BOUGHT VTI 10 100.00"."""
    heading = (
        "Run Date,Account,Account Number,Action,Symbol,Description,Type,Quantity,Price ($),Commission ($),Fees ($),"
        "Accrued Interest ($),Amount ($),Settlement Date"
    )
    lines = [heading]
    for row in rows:
        day, action, symbol, quantity, price = row.split()
        amount = -Decimal(quantity) * Decimal(price)
        words = action.replace("_", " ")
        lines.append(
            f"{day},Individual,Z12345678,{words} {symbol} (Cash),{symbol},{symbol},Cash,{quantity},{price},,,,{amount},{day}"
        )
    path = tmp_path / "Accounts_History.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_what_was_held_before_the_history_begins_is_sold_first_at_unknown_cost(db, tmp_path):
    import_files(db, Task(), [_positions(tmp_path, _fidelity_row("VTI", "12", "120.00", "100.00"))])
    path = _fidelity_history(tmp_path, "06/01/2026 YOU_BOUGHT VTI 5 10.00", "06/10/2026 YOU_SOLD VTI -3 9.00")
    import_files(db, Task(), [path])
    history = wash_history(db, Task(), TODAY)
    (sale,) = (move for move in history.moves if move.kind is MoveKind.SOLD)
    assert (sale.quantity, sale.cost_basis, sale.acquired) == (Decimal(3), None, None)


def test_a_reinvestment_is_one_and_the_next_is_expected_after_the_usual_interval(db, tmp_path):
    import_files(db, Task(), [_positions(tmp_path, _fidelity_row("VTI", "12", "120.00", "100.00"))])
    days = ("09/20/2025", "12/20/2025", "03/20/2026", "06/19/2026")
    import_files(db, Task(), [_fidelity_history(tmp_path, *(f"{day} REINVESTMENT VTI 0.5 10.00" for day in days))])
    history = wash_history(db, Task(), TODAY)
    assert [move.kind for move in history.moves] == [MoveKind.REINVESTED]
    assert history.reinvesting == {"VTI": date(2026, 9, 18)}


def _schwab(tmp_path):
    """Positions of June 25, 2026, the lots of one of them, and a history that tells of one of its two purchases."""
    positions = tmp_path / "positions.csv"
    positions.write_text(
        '"Positions for account Individual ...321 as of 07:49 PM ET, 2026/06/25"\n\n'
        '"Symbol","Description","Qty (Quantity)","Price","Mkt Val (Market Value)","Cost Basis","Security Type",\n'
        '"SCHB","SCHWAB US BROAD MARKET ETF","30","$20.00","$600.00","$570.00","ETFs & Closed End Funds",\n'
        '"Positions Total","","--","--","$600.00","$570.00","--",\n',
        encoding="utf-8",
    )
    lots = tmp_path / "SCHB_lots.csv"
    lots.write_text(
        '"SCHB Lot Details for XXXX-321 as of 07:49 PM ET, 06/25/2026"\n\n'
        '"Open Date","Quantity","Price","Cost/Share","Market Value","Cost Basis","Gain/Loss $","Gain/Loss %","Holding Period",\n'
        '"06/22/2026 13:42:07","20","$20.00","$19.00","$400.00","$380.00","$20.00","+5.26%","Short Term",\n'
        '"06/02/2026 10:00:00","10","$20.00","$19.00","$200.00","$190.00","$10.00","+5.26%","Short Term",\n'
        '"Total","30","--","--","$600.00","$570.00","$30.00","+5.26%","--",\n',
        encoding="utf-8",
    )
    history = tmp_path / "Individual_XXX321_Transactions_20260625.csv"
    history.write_text(
        '"Date","Action","Symbol","Description","Quantity","Price","Fees & Comm","Amount"\n'
        '"06/22/2026","Buy","SCHB","SCHWAB US BROAD MARKET ETF","20","$19.00","","-$380.00"\n',
        encoding="utf-8",
    )
    return positions, lots, history


def test_a_lot_is_a_purchase_where_no_history_tells_of_it_and_none_is_told_twice(db, tmp_path):
    positions, lots, history = _schwab(tmp_path)
    for path in (positions, lots):
        import_files(db, Task(), [path])
    untold = wash_history(db, Task(), TODAY)
    assert set(untold.complete_since.values()) == {None}
    import_files(db, Task(), [history])
    told = wash_history(db, Task(), TODAY)
    for moves in (untold.moves, told.moves):
        assert [(move.day, move.quantity, move.cost_basis) for move in moves] == [
            (date(2026, 6, 2), Decimal(10), Decimal("190.00")),
            (date(2026, 6, 22), Decimal(20), Decimal("380.00")),
        ]
    assert set(told.complete_since.values()) == {date(2026, 6, 22)}


def test_real_lots_and_the_history_beside_them_count_once(db, shared):
    folder = shared / "brokers" / "schwab"
    for path in sorted(folder.glob("jbms_test_lots__positions__*2020-09-25*")):
        import_files(db, Task(), [path])
    told_by_lots = wash_history(db, Task(), date(2020, 9, 26)).moves
    import_files(db, Task(), sorted(folder.glob("jbms_test_lots__transactions__*")))
    moves = wash_history(db, Task(), date(2020, 9, 26)).moves
    assert len(told_by_lots) == 3
    assert {(move.symbol, move.day, move.quantity) for move in told_by_lots} <= {
        (move.symbol, move.day, move.quantity) for move in moves if move.kind is MoveKind.BOUGHT
    }
    assert len([move for move in moves if move.kind is MoveKind.BOUGHT]) == 6


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        (InstrumentKind.STOCK, True),
        (InstrumentKind.FUND, True),
        (InstrumentKind.BOND, True),
        (InstrumentKind.OPTION, False),  # section 1256 contracts, as index options are, are exempt
        (InstrumentKind.CRYPTO, False),  # no security
        (InstrumentKind.CASH, False),
    ],
)
def test_what_is_no_share_fund_or_bond_is_left_out(kind, counts):
    account = Account(1, "fidelity", "", "Individual", TaxType.TAXABLE)
    entry = Transaction(
        account, TODAY, None, TransactionKind.BUY, "Buy", "X", "", Decimal(1), Decimal(5), None, Decimal(-5), instrument=kind
    )
    books = HouseholdBooks((entry,), Portfolio((account,), (), ()), {"USD": Decimal(1)})
    assert bool(moves_between(books, TODAY, TODAY)) is counts


def test_shares_bought_before_a_split_replace_as_many_as_they_became():
    account = Account(1, "fidelity", "", "Individual", TaxType.TAXABLE)

    def entry(day: int, kind: TransactionKind, quantity: int, amount: int | None) -> Transaction:
        money = None if amount is None else Decimal(amount)
        return Transaction(account, date(2026, 6, day), None, kind, "", "X", "", Decimal(quantity), None, None, money)

    entries = (
        entry(1, TransactionKind.BUY, 30, -300),
        entry(2, TransactionKind.BUY, 2, -20),
        entry(10, TransactionKind.SPLIT, 288, None),
        entry(20, TransactionKind.SELL, -300, 270),
    )
    moves = moves_between(HouseholdBooks(entries, Portfolio((account,), (), ()), {"USD": Decimal(1)}), date(2026, 6, 1), TODAY)
    assert [(move.kind, move.quantity) for move in moves] == [
        (MoveKind.BOUGHT, 300),
        (MoveKind.BOUGHT, 20),
        (MoveKind.SOLD, 300),
    ]
    (washed,) = match_washes(moves, lambda symbol: symbol)
    assert (washed.quantity, washed.disallowed) == (Decimal(20), Decimal("2.00"))


def test_money_of_another_currency_is_told_in_dollars_or_not_at_all():
    account = Account(1, "questrade", "", "Margin", TaxType.TAXABLE, currency="CAD")
    entry = Transaction(
        account, TODAY, None, TransactionKind.BUY, "Buy", "X", "", Decimal(1), Decimal(5), None, Decimal(-5), currency="CAD"
    )
    portfolio = Portfolio((account,), (), ())
    for rates, cost in (({"CAD": Decimal("0.7")}, Decimal("3.50")), ({}, None)):
        (move,) = moves_between(HouseholdBooks((entry,), portfolio, rates), TODAY, TODAY)
        assert move.cost_basis == cost


def test_this_years_gains_by_term_with_washed_losses_left_out(db, tmp_path):
    rows = (
        "03/02/2024 Buy IJH 10 50.00",
        "01/05/2026 Buy VTI 10 100.00",
        "02/05/2026 Sell VTI 10 90.00",
        "02/20/2026 Buy VTI 4 91.00",
        "05/05/2026 Sell VTI 4 95.00",
        "05/05/2026 Sell IJH 10 60.00",
        "05/06/2026 Sell NVDA 1 60.00",
        "12/30/2025 Buy XLF 1 50.00",
        "12/31/2025 Sell XLF 1 60.00",
    )
    import_files(db, Task(), [write_activity(tmp_path / "activity.csv", *rows)])
    gains = realised_gains(db, Task(), TODAY)
    # VTI loses 100, of which 40 go into the four shares bought again: they gain 16 less those 40.
    assert (gains.short_term, gains.long_term, gains.disallowed) == (Decimal("-84.00"), Decimal("100.00"), Decimal("40.00"))
    assert [sale.symbol for sale in gains.unknown] == ["NVDA"]
    assert gains.sales == 3
    assert list(gains.complete_since.values()) == [date(2024, 3, 2)]


def test_sales_in_an_ira_are_no_gains(db, tmp_path):
    rows = ("01/05/2026 Buy VTI 10 100.00", "02/05/2026 Sell VTI 10 90.00")
    import_files(db, Task(), [write_activity(tmp_path / "activity.csv", *rows)])
    account = list_transactions(db, Task())[0].account
    change_account(db, Task(), account.id, tax_type=TaxType.ROTH)
    gains = realised_gains(db, Task(), TODAY)
    assert (gains.short_term, gains.sales, dict(gains.complete_since)) == (Decimal(0), 0, {})
