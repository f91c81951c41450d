"""The formats of one broker name an account in different ways, and mean the same."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from advisor.services.import_files import import_files
from advisor.services.list_transactions import list_transactions
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


ONE_ACCOUNT = (
    "Run Date,Action,Symbol,Description,Type,Quantity,Price ($),Commission ($),Fees ($),Amount ($),Settlement Date\n"
    '02/05/2026,"YOU SOLD OPENING TRANSACTION PUT (ABC)", -ABC260227P9,"PUT (ABC) FEB 27 26 $9",Cash,-10,0.85,6.5,0.24,843.26,\n'
    '02/04/2026,"YOU BOUGHT (XYZ) (Margin)",XYZ,"SAMPLE CORP",Margin,500,10.19,,,-5092.5,02/05/2026\n'
    '01/29/2026,"Electronic Funds Transfer Received (Cash)", ,"No Description",Cash,0.000,,,,250,\n'
)
ALL_ACCOUNTS = (
    "Run Date,Account,Account Number,Action,Symbol,Description,Type,Currency,Price,Quantity,Commission,Fees,Amount\n"
    '02/05/2026,"Mine","X65111111","YOU SOLD OPENING TRANSACTION", -ABC260227P9,"PUT",Cash,USD,0.85,-10,6.5,0.24,843.26\n'
    '02/04/2026,"Mine","X65111111","YOU BOUGHT (XYZ) (Margin)",XYZ,"SAMPLE CORP",Margin,USD,10.19,500,,,-5092.5\n'
    '01/29/2026,"Mine","X65111111","Electronic Funds Transfer Received", ,"No Description",Cash,USD,,0.000,,,250.00\n'
)
OFX = (
    "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX><INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS><DTASOF>20260211<CURDEF>USD"
    "<INVACCTFROM><BROKERID>fidelity.com<ACCTID>X65111111</INVACCTFROM><INVTRANLIST><DTSTART>20260101<DTEND>20260211"
    "<BUYSTOCK><INVBUY><INVTRAN><FITID>1<DTTRADE>20260204<MEMO>YOU BOUGHT</INVTRAN><SECID><UNIQUEID>123456789"
    "<UNIQUEIDTYPE>CUSIP</SECID><UNITS>+0500.00000<UNITPRICE>10.190000<COMMISSION>0.0<TOTAL>-005092.5000<SUBACCTSEC>MARGIN"
    "<SUBACCTFUND>MARGIN</INVBUY><BUYTYPE>BUY</BUYSTOCK>"
    "<SELLOPT><INVSELL><INVTRAN><FITID>2<DTTRADE>20260205<MEMO>YOU SOLD</INVTRAN><SECID><UNIQUEID>ABC260227P9"
    "<UNIQUEIDTYPE>CUSIP</SECID><UNITS>-10.0<UNITPRICE>0.85<COMMISSION>6.5<FEES>0.24<TOTAL>843.26<SUBACCTSEC>CASH"
    "<SUBACCTFUND>CASH</INVSELL><OPTSELLTYPE>SELLTOOPEN<SHPERCTRCT>100</SELLOPT>"
    "<INVBANKTRAN><STMTTRN><TRNTYPE>DEP<DTPOSTED>20260129<TRNAMT>+250.0000<FITID>5<NAME>Transfer Received</STMTTRN>"
    "<SUBACCTFUND>CASH</INVBANKTRAN></INVTRANLIST></INVSTMTRS></INVSTMTTRNRS></INVSTMTMSGSRSV1><SECLISTMSGSRSV1><SECLIST>"
    "<STOCKINFO><SECINFO><SECID><UNIQUEID>123456789<UNIQUEIDTYPE>CUSIP</SECID><SECNAME>SAMPLE<TICKER>XYZ</SECINFO></STOCKINFO>"
    "<OPTINFO><SECINFO><SECID><UNIQUEID>ABC260227P9<UNIQUEIDTYPE>CUSIP</SECID><SECNAME>PUT (ABC)<TICKER>ABC260227P9</SECINFO>"
    "<OPTTYPE>PUT<STRIKEPRICE>9.00<DTEXPIRE>20260227<SHPERCTRCT>100</OPTINFO></SECLIST></SECLISTMSGSRSV1></OFX>\n"
)


def test_the_same_entries_in_three_layouts_count_once(tmp_path: Path) -> None:
    files = {"History_for_Account_X65111111.csv": ONE_ACCOUNT, "Accounts_History.csv": ALL_ACCOUNTS, "download.ofx": OFX}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with open_books(tmp_path / "books.db") as books:
        outcome = import_files(books, Task(), [tmp_path / name for name in files])
        entries = list_transactions(books, Task())
    assert [file.preview.known_transactions for file in outcome.files] == [0, 3, 3]
    assert {(entry.symbol, entry.quantity, entry.amount) for entry in entries} == {
        ("ABC260227P00009000", Decimal(-10), Decimal("843.26")),
        ("XYZ", Decimal(500), Decimal("-5092.5")),
        ("", None, Decimal(250)),
    }
    assert len(entries) == 3
