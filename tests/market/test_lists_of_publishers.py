"""Every layout that issuers publish, on lists of invented funds: what each line is, and whose list it is."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from advisor.domain.classification import Sector
from advisor.domain.errors import MalformedFileError, UnknownFileError, UnreadableFileError
from advisor.domain.fund_holdings import FundHoldingsFile, HoldingLine, LineKind
from advisor.market.issuers import read_holdings_file

LISTS = Path(__file__).parent / "lists"
THE_DAY = date(2026, 11, 19)


def read(name: str, fund: str = "") -> FundHoldingsFile:
    return read_holdings_file((LISTS / name).read_bytes(), "holdings.csv", fund)


def lines_of(file: FundHoldingsFile) -> list[tuple[str, str, float]]:
    """(symbol, or name where there is none; kind; weight in percent) of each line."""
    return [(line.symbol or line.name, line.kind.value, round(100 * line.weight, 4)) for line in file.lines]


def named(file: FundHoldingsFile, name: str) -> HoldingLine:
    (line,) = [line for line in file.lines if line.name == name]
    return line


# List, fund asked for, publisher, ticker, lines, what was not understood.
EXPECTED = [
    (
        *("ark.csv", "", "ARK", "EXAA"),
        [
            *(("TSLA", "share", 48.0), ("ROKU", "share", 40.0), ("XYZ", "share", 10.0)),
            *(("EXAMPLE PLC-CL B", "share", 1.5), ("GOLDMAN FS TRSY OBLIG INST 468", "cash", 0.5)),
        ],
        (),
    ),
    (
        *("ishares_older.csv", "", "iShares", ""),
        [
            *(("BRKB", "share", 60.0), ("MOGA", "share", 25.0), ("GOOGL", "share", 13.0), ("XTSLA", "cash", 1.5)),
            *(("USD", "cash", 0.5), ("ESZ6", "future", 2.0)),
        ],
        (),
    ),
    (
        *("ishares_numbers.csv", "", "iShares", ""),
        [("AAPL", "share", 50.0), ("ASML", "share", 30.0), ("700", "share", 19.0), ("EUR", "cash", 1.0)],
        (),
    ),
    (
        *("ishares_bonds.csv", "", "iShares", ""),
        [("TREASURY NOTE (OTR)", "bond", 70.0), ("APPLE INC", "bond", 28.0), ("BLK CSH FND TREASURY SL AGENCY", "cash", 2.0)],
        (),
    ),
    (
        *("invesco_older.csv", "", "Invesco", "EXR"),
        [("NVDA", "share", 40.0), ("GOOG", "share", 59.0), ("AGPXX", "cash", 1.0)],
        (),
    ),
    (
        *("invesco.json", "", "Invesco", "EXQ"),
        [
            *(("NVDA", "share", 55.25), ("ASML", "share", 44.5), ("AGPXX", "cash", 0.2)),
            ("CME E-Mini NASDAQ 100 Index Future", "future", 0.0),
        ],
        ("how much it moves: “CME E-Mini NASDAQ 100 Index Future”",),
    ),
    (
        *("vanguard_bonds.csv", "", "Vanguard", "EXVB"),
        [
            *(("United States Treasury Note/Bond", "bond", 74.6), ("Apple Inc.", "bond", 25.0)),
            *(("Small Bond Co.", "bond", 0.004), ("CMT Market Liquidity Rate", "cash", 0.4)),
        ],
        ("column “SUB-INDUSTRY”", "column “SECURITYDEPOSITORYRECEIPTTYPE”"),
    ),
    # Symbols of bonds are no tickers: T is no telephone company here.
    (
        *("schwab_bonds.csv", "", "Schwab", ""),
        [("TNOTE", "bond", 60.0), ("T", "bond", 39.9), ("USD", "cash", 0.08), ("EMINI DEC 26", "future", 0.0)],
        (),
    ),
    (
        *("vanguard.json", "", "Vanguard", ""),
        [("NVDA", "share", 50.0), ("ROP", "share", 30.0), ("ACN", "share", 19.5), ("Example Rights", "other", 0.002)],
        (),
    ),
    (
        *("global_x.csv", "", "Global X", ""),
        [
            *(("TECK/B", "share", 45.0), ("FCX", "share", 40.0), ("2899", "share", 14.0), ("CASH", "cash", 1.1)),
            ("OTHER PAYABLE & RECEIVABLES", "cash", -0.1),
        ],
        (),
    ),
    (
        *("direxion.csv", "", "Direxion", "EXDX"),
        [("TSLA", "share", 40.0), ("TSLA", "swap", 160.0), ("FGXXX", "cash", 60.0)],
        (),
    ),
    (
        *("proshares.csv", "", "ProShares", "EXPS"),
        [
            *(("NVDA", "share", 18.0), ("AAPL", "share", 27.0), ("NASDAQ 100 INDEX SWAP EXAMPLE BANK", "swap", 120.0)),
            *(("NQZ6", "future", 35.0), ("TREASURY BILL", "bond", 49.7), ("NET OTHER ASSETS (LIABILITIES)", "cash", 5.3)),
        ],
        ("what it rides on: “NASDAQ 100 INDEX SWAP EXAMPLE BANK”",),
    ),
    (
        *("fund_services.csv", "EXMG", "Other", "EXMG"),
        [
            *(("GOOGL", "share", 15.0), ("ALPHABET INC-CL A SWAP", "swap", 30.0), ("TSLA", "share", 10.0)),
            *(("United States Treasury Bill 02/11/2027", "bond", 69.3), ("FGXXX", "cash", 6.0), ("CASH&OTHER", "cash", -0.3)),
        ],
        (),
    ),
    ("fund_services.csv", "EXYM", "Other", "EXYM", [("4TSLA 270115C00450000", "option", 100.0)], ()),
    (
        *("first_trust.csv", "", "Other", ""),
        [("PANW", "share", 40.0), ("ARM", "share", 59.0), ("USD", "cash", 1.0)],
        ("sector “Software”", "sector “Semiconductors”"),
    ),
    ("wisdomtree.csv", "", "Other", "", [("MSFT", "share", 50.0), ("NESN", "share", 45.0), ("JPY", "cash", 5.0)], ()),
    (
        *("tabs.txt", "", "Other", ""),
        [("AAPL", "share", 60.0), ("NESN", "share", 39.0), ("CASH", "cash", 1.0)],
        ("column “Position”",),
    ),
]


@pytest.mark.parametrize(
    ("name", "fund", "publisher", "symbol", "lines", "unread"), EXPECTED, ids=[f"{row[0]} {row[1]}".strip() for row in EXPECTED]
)
def test_each_layout(name, fund, publisher, symbol, lines, unread):
    file = read(name, fund)
    assert (file.publisher, file.symbol) == (publisher, symbol)
    assert file.as_of == (date(2026, 10, 31) if name.startswith("vanguard") else THE_DAY)
    assert lines_of(file) == lines
    assert (file.not_understood, file.skipped) == (unread, ())
    assert file.weight_sum == pytest.approx(1.0, abs=0.006)
    assert file.records == file.structure + len(file.lines)


def spreadsheet(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    book.close()
    return out.getvalue()


STATE_STREET = (
    ["Fund Name:", "State Street® Example ETF"],
    ["Ticker Symbol:", "EXSS"],
    ["Holdings:", "As of 19-Nov-2026"],
    [None],
)
REMARKS = (
    [None],
    ["Past performance is not a reliable indicator of future performance."],
    ["Bonds generally present less risk " * 4],
)


def test_state_street_s_six_columns_of_funds_of_funds():
    content = spreadsheet(
        *STATE_STREET,
        ["Name", "Ticker", "Identifier", "SEDOL", "Weight", "Shares Held"],
        ["SPDR PORTFOLIO DEVELOPED WORLD EX-US ETF", "SPDW", "78463X889", "B1VZ8V4", 40.0, 1000.0],
        ["STATE STREET SPDR S&P 500 ETF TRUST", "SPY", "78462F103", "2840215", 58.5, 100.0],
        ["STATE STREET INSTITUTIONAL LIQUID RESERVES MONEY MARKET FUND", "-", "-", "-", 1.5, 150.0],
        *REMARKS,
    )
    file = read_holdings_file(content, "list.xlsx")
    assert (file.publisher, file.symbol, file.as_of, file.name) == ("State Street", "EXSS", THE_DAY, "State Street® Example ETF")
    assert [kind for _, kind, _ in lines_of(file)] == ["fund", "fund", "cash"]
    assert [line.cusip for line in file.lines] == ["78463X889", "78462F103", ""]
    assert (file.records, file.structure, file.not_understood) == (9, 6, ())


def test_state_street_s_bond_funds_have_no_tickers():
    content = spreadsheet(
        *STATE_STREET,
        ["Name", "Identifier", "SEDOL", "Weight", "Coupon", "Par Value", "Market Value", "Local Currency", "Maturity"],
        ["TREASURY BILL 12/26 0.00000", "US912797RF64", "BX0", 99.5, 0.0, 1000000, 995000, "USD", "12/24/2026"],
        ["US DOLLAR", "CASH_USD", "-", 0.5, None, 5000, 5000, "USD", None],
        *REMARKS,
    )
    file = read_holdings_file(content, "list.xlsx")
    assert [(line.kind, line.isin, line.cusip) for line in file.lines] == [
        (LineKind.BOND, "US912797RF64", "912797RF6"),
        (LineKind.CASH, "", ""),
    ]


def test_spreadsheets_of_vaneck_and_jpmorgan():
    vaneck = spreadsheet(
        ["VanEck Example ETF"],
        ["Daily Holdings (%) as of 11/19/2026"],
        [
            "Number",
            "Ticker",
            "Holding Name",
            "Identifier (FIGI)",
            "Shares",
            "Asset Class",
            "Market Value",
            "Notional Value",
            "% of Net Assets",
        ],
        ["1", "NVDA US", "Nvidia Corp", "BBG000BBJQV0", "1,000", "Stock", "$980,000.00", None, "98.00%"],
        ["2", None, "-USD CASH-", None, "20,000", "Cash Bal", "$20,000.00", None, "2.00%"],
    )
    file = read_holdings_file(vaneck, "EXVE_holdings.xlsx")
    assert (file.publisher, file.symbol, lines_of(file)) == (
        *("VanEck", "EXVE"),
        [("NVDA", "share", 98.0), ("-USD CASH-", "cash", 2.0)],
    )
    jpmorgan = spreadsheet(
        ["JPMorgan Example Income ETF"],
        ["As of date: 11/19/2026"],
        ["Ticker", "Security Description", "Security Type", "Shares/Par", "Market Value", "% of Net Assets"],
        ["ROST", "ROSS STORES INC COMMON", "DOMESTIC COMMON STOCK", 100, 15000, 15.0],
        [None, "S&P 500 EQUITY LINKED NOTE EXAMPLE BANK", "EQUITY-LINKED NOTE", 100, 80000, 80.0],
        ["USD", "JPM USD CASH", "CASH", 5000, 5000, 5.0],
        [None, "Total", None, None, 100000, 100.0],
        ["Holdings are subject to change without notice and may differ."],
    )
    file = read_holdings_file(jpmorgan, "EXJP_holdings.xlsx")
    assert (file.publisher, [kind for _, kind, _ in lines_of(file)]) == ("JPMorgan", ["share", "other", "cash"])
    assert file.structure == 5, "two titles, the headings, the total and the remark"


def test_foreign_lines_are_told_by_currency_or_by_their_exchange_s_code():
    numbers, miners = read("ishares_numbers.csv"), read("global_x.csv")
    assert [(line.symbol, line.is_foreign) for line in numbers.lines[:3]] == [("AAPL", False), ("ASML", True), ("700", True)]
    assert [(line.symbol, line.is_foreign) for line in miners.lines[:3]] == [("TECK/B", True), ("FCX", False), ("2899", True)]
    by_number = read("vanguard.json")
    assert [(line.symbol, line.is_foreign) for line in by_number.lines[:3]] == [("NVDA", False), ("ROP", True), ("ACN", True)]
    assert [(line.cusip, line.isin, line.country) for line in numbers.lines[:2]] == [
        ("037833100", "US0378331005", "US"),
        ("", "NL0010273215", "NL"),
    ]


def test_a_swap_knows_what_it_rides_on_by_its_number_or_by_its_name():
    swap = named(read("fund_services.csv", "EXMG"), "ALPHABET INC-CL A SWAP")
    assert (swap.symbol, swap.cusip, swap.weight) == ("", "02079K305", pytest.approx(0.3))
    by_name = named(read("direxion.csv"), "TESLA INC SWAP")
    assert (by_name.symbol, by_name.cusip, by_name.weight) == ("TSLA", "88160R101", pytest.approx(1.6))


def test_a_list_of_several_funds_asks_which():
    content = (LISTS / "fund_services.csv").read_bytes()
    with pytest.raises(MalformedFileError, match=r"lists 3 funds \(EXBZ, EXMG, EXYM") as caught:
        read_holdings_file(content, "all.csv")
    assert "Begin the file's name" in caught.value.hint
    assert read_holdings_file(content, "EXBZ_Filepoint.40RU.RU_Holdings_11192026.csv").symbol == "EXBZ"
    by_its_name = read_holdings_file(content, "EXMG_holdings.csv")
    assert by_its_name.symbol == "EXMG"
    assert by_its_name.structure == 3, "the headings, and the lines of the two other funds"


@pytest.mark.parametrize(
    ("ticker", "name", "weight"),
    [
        *(("Ticker", "Name", "Weight (%)"), ("Symbol", "Description", "% of Fund"), ("HOLDING TICKER", "SECURITY", "Weighting")),
        *(("Stock Ticker", "Company Name", "Percent of Net Assets"), ("symbol", "Security Name", "Portfolio Weight %")),
        *(("Ticker", "Holding", "% TNA"), ("Security Ticker", "Security Description", "% Net Assets")),
    ],
)
def test_a_layout_never_seen_before_with_the_usual_headings(ticker, name, weight):
    text = f"Holdings as of 11/19/2026\n{name},Rating,{ticker},GICS Sector,{weight}\n"
    text += "Apple Inc,AA,AAPL,Information Technology,61.5\nNews Corp Class A,,NWSA,Communication Services,38.5\n"
    file = read_holdings_file(text.encode(), "NEWF_holdings.csv")
    assert (file.publisher, file.symbol, file.as_of) == ("Other", "NEWF", THE_DAY)
    assert lines_of(file) == [("AAPL", "share", 61.5), ("NWSA", "share", 38.5)]
    assert [line.sector for line in file.lines] == [Sector.TECHNOLOGY, Sector.COMMUNICATION]
    assert file.not_understood == ("column “Rating”",)


def test_fractions_are_told_from_percent():
    rows = "Ticker,Name,Weight,Date\nAAPL,Apple Inc,{},2026-11-19\nMSFT,Microsoft Corp,{},2026-11-19\n"
    for first, second in (("0.6", "0.4"), ("60", "40"), ("60%", "40%")):
        file = read_holdings_file(rows.format(first, second).encode(), "X_holdings.csv")
        assert [line.weight for line in file.lines] == [pytest.approx(0.6), pytest.approx(0.4)]


def test_fractions_are_told_of_a_publisher_whose_layout_is_unknown():
    text = "Avantis Example ETF\nHoldings as of 11/19/2026\nCompany,Ticker,Weight\nApple Inc,AAPL,0.6\nJPMorgan,JPM,0.4\n"
    file = read_holdings_file(text.encode(), "EXMP.csv")
    assert (file.publisher, lines_of(file)) == ("Avantis", [("AAPL", "share", 60.0), ("JPM", "share", 40.0)])


def test_cash_in_a_fund_of_its_own_is_cash():
    text = "As of 11/19/2026\nTicker,Security Name,Weight\nAAPL,APPLE INC,60\nFCASH,FIDELITY CASH CENTRAL FUND,40\n"
    assert lines_of(read_holdings_file(text.encode(), "EXMP.csv"))[1] == ("FCASH", "cash", 40.0)


def test_what_cannot_count_is_left_out_with_a_reason():
    text = (
        "As of 11/19/2026\nTicker,Name,Asset Class,Weight\nAAPL,Apple Inc,Common Stock,90\n"
        "MSFT,Microsoft Corp,Common Stock,soon\n,,,5\nGOOG,Alphabet Inc,Common Stock,\n"
        "BEAN,Bean Co,Magic Beans,5\n,CONTRA FUTURE S&P 500,Cash,-3\n"
    )
    file = read_holdings_file(text.encode(), "NEWF_holdings.csv")
    assert lines_of(file) == [("AAPL", "share", 90.0), ("BEAN", "share", 5.0)]
    assert [(row.line, row.reason) for row in file.skipped] == [
        (4, "“soon” is no weight"),
        (5, "neither a ticker nor a name"),
        (6, "no weight"),
        (8, "the opposite entry of a future, which counts beside its own cash"),
    ]
    assert file.not_understood == ("asset class “Magic Beans”",)
    assert file.records == file.structure + len(file.lines) + len(file.skipped) == 8


@pytest.mark.parametrize(
    "total",
    [
        *("Total", "TOTALS:", "Grand total", "Subtotal", "Sub-total equity", "Total Net Assets", "Total (2 holdings)"),
        *("Net assets", "Equity total", "Total fixed income", "Total common stocks", "Total investments and other assets"),
    ],
)
def test_a_line_of_totals_is_no_holding(total):
    head = "As of 11/19/2026\nTicker,Name,Asset Class,Weight\nAAPL,Apple Inc,Common Stock,60\n,Total Sites Inc,Common Stock,40\n"
    for row in (f"{total},,,100\n", f",{total},,100\n", f"-,{total},,100\n"):
        file = read_holdings_file((head + row).encode(), "NEWF_holdings.csv")
        assert [line.name for line in file.lines] == ["Apple Inc", "Total Sites Inc"], row


def test_many_things_not_understood_are_told_briefly():
    rows = "".join(f"T{number:03d},Company {number},Kind {number},1\n" for number in range(100))
    file = read_holdings_file(f"As of 11/19/2026\nTicker,Name,Asset Class,Weight\n{rows}".encode(), "NEWF_holdings.csv")
    assert len(file.not_understood) == 9
    assert file.not_understood[-1] == "asset class and 92 more"


@pytest.mark.parametrize(
    ("content", "name", "error", "words"),
    [
        (b"City,Population\nParis,2\n", "cities.csv", UnknownFileError, "no headings say what is held"),
        (b"Ticker,Name,Price\nAAPL,Apple,3\n", "prices.csv", UnknownFileError, "no headings say what is held"),
        (b"Symbol,Description,Cost Basis,Weight\nAAPL,Apple,3,100\n", "positions.csv", UnknownFileError, "no headings"),
        (b"<!DOCTYPE html><html><body>Accept all</body></html>", "IVV_holdings.csv", UnknownFileError, "a web page"),
        (b'{"holdings": [', "QQQ.json", UnreadableFileError, "cut short or damaged"),
        (b'{"message": "ok"}', "QQQ.json", UnknownFileError, "holds no list"),
        (b"\xd0\xcf\x11\xe0old", "SVIX.xls", UnreadableFileError, "of the old kind"),
        (b"Ticker,Name,Weight\nAAPL,Apple,100\n", "list.csv", MalformedFileError, "which day"),
        (b"As of 11/19/2026\nTicker,Name,Weight\n", "list.csv", MalformedFileError, "no holding with a weight"),
        (b"", "list.csv", UnreadableFileError, "is empty"),
    ],
)
def test_what_is_no_list_is_refused_in_plain_words(content, name, error, words):
    with pytest.raises(error, match=words) as caught:
        read_holdings_file(content, name)
    assert caught.value.exit_code == 3
    assert caught.value.message.endswith(".") and caught.value.file == name


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        *(("IVV_holdings.csv", "IVV"), ("2026-06-19_IVV_holdings.csv", "IVV"), ("ura_full-holdings_20261119.csv", "URA")),
        *(("holdings-daily-us-en-xlk.xlsx", "XLK"), ("TidalFG_Holdings_MSTY.csv", "MSTY"), ("SCHD-holdings.csv", "SCHD")),
        *(
            ("ARK_INNOVATION_ETF_ARKK_HOLDINGS.csv", "ARKK"),
            ("holdings.csv", ""),
            ("my holdings.csv", ""),
            ("download (3).csv", ""),
        ),
        *(("Fund_Holdings.csv", ""), ("JEPI ETF Holdings.xlsx", "JEPI")),
    ],
)
def test_the_ticker_in_a_file_s_name(name, symbol):
    text = b"As of 11/19/2026\nTicker,Name,Weight\nAAPL,Apple Inc,100\n"
    assert read_holdings_file(text, name).symbol == symbol


def test_the_day_in_a_file_s_name_is_the_last_resort():
    text = b"Ticker,Name,Weight\nAAPL,Apple Inc,100\n"
    assert read_holdings_file(text, "ura_full-holdings_20261119.csv").as_of == THE_DAY
    assert read_holdings_file(b"Data as of 11/18/2026\n" + text, "ura_20261119.csv").as_of == date(2026, 11, 18)


def test_every_kind_of_line_is_met_in_these_lists():
    kinds = Counter(kind for row in EXPECTED for _, kind, _ in row[4])
    assert {"share", "cash", "bond", "swap", "future", "option"} <= set(kinds)
