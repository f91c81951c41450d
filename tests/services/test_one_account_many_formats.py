"""The formats of one broker name an account in different ways, and mean the same."""

from __future__ import annotations

import json
from pathlib import Path

from advisor.services.import_files import import_files
from advisor.services.open_books import open_books
from advisor.services.task import Task

TITLE = '"Transactions  for account Individual XXXX-4321 as of 11/15/2020 18:01:20 ET"\n'
HEADINGS = '"Date","Action","Symbol","Description","Quantity","Price","Fees & Comm","Amount",\n'
BUY = '"11/10/2020","Buy","SCHB","SCHWAB US BROAD MARKET ETF","10","$85.10","","-$851.00",\n'
TOTAL = 'Transactions Total,"","","","","","",-$851.00\n'
LOT_HEADINGS = '"Open Date","Quantity","Price","Cost/Share","Market Value","Cost Basis","Gain/Loss $",\n'
LOT = '"11/10/2020 13:22:52","10","$85.10","$85.10","$851.00","$851.00","$0.00",\n'
LOT_TOTAL = '"Total","10","--","--","$851.00","$851.00","$0.00",\n'


def test_every_format_of_one_account_leads_to_the_same_account(tmp_path: Path) -> None:
    positions = (
        '"Positions for account Individual ...321 as of 07:49 PM ET, 2026/07/16"\n\n'
        '"Symbol","Description","Qty (Quantity)","Price","Mkt Val (Market Value)","Cost Basis","Security Type",\n'
        '"SCHB","SCHWAB US BROAD MARKET ETF","10","90.00","$900.00","$851.00","ETFs & Closed End Funds",\n'
        '"Positions Total","","--","--","$900.00","$851.00","--",\n'
    )
    entry = {"Date": "02/27/2026", "Action": "Buy", "Symbol": "F", "Fees & Comm": "", "Amount": "-$12.00"}
    files = {
        "positions.csv": positions,
        "transactions.csv": TITLE + HEADINGS + BUY + TOTAL,
        "Individual_XXX321_Transactions_20260701-080000.csv": HEADINGS + BUY,
        "Individual_XXX321_Transactions_20260701-080000.json": json.dumps({"BrokerageTransactions": [entry]}),
        "lots.csv": '"SCHB Lot Details for XXXX-4321 as of 02:45 AM ET, 07/16/2026"\n' + LOT_HEADINGS + LOT + LOT_TOTAL,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with open_books(tmp_path / "books.db") as books:
        import_files(books, Task(), [tmp_path / name for name in files])
        assert books.table("accounts").count == 1
