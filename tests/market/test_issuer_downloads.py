"""Lists from the issuers' sites, replayed on loopback: what is asked, what is taken, and every way in which it may fail."""

from __future__ import annotations

import io
import re
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from advisor.domain.errors import SourceFailedError, SourceTroubleError
from advisor.market.issuers.addresses import ListAddress, publisher_with_address, read_addresses
from advisor.market.issuers.downloads import download_holdings
from advisor.market.network import Network
from advisor.market.tables import read_table
from tests.replay import Fault, ReplayServer

REFERENCE = Path(__file__).parents[2] / "resources" / "reference"
LISTS = Path(__file__).parent / "lists"
TODAY = date(2026, 11, 20)  # a Friday, the day after that of the lists
ADDRESSES = read_addresses(REFERENCE)

ISHARES = re.compile(r"^https://www\.blackrock\.com/varnish-api/.*component=holdings.*portfolioId=239726$")
STATE_STREET = "https://www.ssga.com/library-content/products/fund-data/etfs/us/holdings-daily-us-en-spy.xlsx"
INVESCO = re.compile(r"^https://dng-api\.invesco\.com/cache/v1/accounts/en_US/shareclasses/QQQ/holdings/fund\?idType=ticker")
ARK = "https://assets.ark-funds.com/fund-documents/funds-etf-csv/ARK_INNOVATION_ETF_ARKK_HOLDINGS.csv"
PACER = "https://www.paceretfs.com/usbank/live/fsb0.pacer.x330.COWZ_Holdings.csv"
ROUNDHILL = "https://www.roundhillinvestments.com/assets/data/FilepointRoundhill.40RU.RU_Holdings_{}.csv"
VANGUARD = re.compile(r"^https://investor\.vanguard\.com/vmf/api/VTI/portfolio-holding/stock\.json\?start=1&count=20000$")
SCHWAB = re.compile(r"^https://www\.schwabassetmanagement\.com/.*/product_files/SCHD/SCHD_FundHoldings_2026-11-\d\d\.CSV$")
EVERY_SITE = {
    "IVV": ISHARES,
    "SPY": STATE_STREET,
    "QQQ": INVESCO,
    "VTI": VANGUARD,
    "SCHD": SCHWAB,
    "ARKK": ARK,
    "COWZ": PACER,
}


@cache
def spreadsheet(symbol: str) -> bytes:
    book = openpyxl.Workbook()
    for row in (
        ["Fund Name:", "State Street® SPDR® S&P 500® ETF Trust"],
        ["Ticker Symbol:", symbol],
        ["Holdings:", "As of 19-Nov-2026"],
        ["Name", "Ticker", "Identifier", "SEDOL", "Weight", "Sector", "Shares Held", "Local Currency"],
        ["NVIDIA CORP", "NVDA", "67066G104", "2379504", 60.0, "-", 10.0, "USD"],
        ["APPLE INC", "AAPL", "037833100", "2046251", 40.0, "-", 10.0, "USD"],
    ):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    book.close()
    return out.getvalue()


def list_of(symbol: str) -> bytes:
    """A sound list of a fund, in its issuer's layout."""

    def written(name: str, invented: str) -> bytes:
        return (LISTS / name).read_bytes().replace(invented.encode(), symbol.encode())

    if symbol == "SPY":
        return spreadsheet("SPY")
    if symbol == "IVV":
        return (LISTS / "ishares_older.csv").read_bytes().replace(b"iShares Example Value ETF", b"iShares Core S&P 500 ETF")
    return {
        "QQQ": lambda: written("invesco.json", "EXQ"),
        "ARKK": lambda: written("ark.csv", "EXAA"),
        "COWZ": lambda: b"\n".join(
            line for line in written("fund_services.csv", "EXMG").splitlines() if line.startswith((b"Date", b"11/19/2026,COWZ"))
        ),
        "MAGS": lambda: written("fund_services.csv", "EXMG"),
        "VTI": lambda: written("vanguard.json", "VTI"),
        "SCHD": lambda: written("schwab_bonds.csv", "SCHD"),
    }[symbol]()


@pytest.fixture
def network(session, waits) -> Network:
    return Network(session, pause=waits)


@pytest.mark.parametrize("symbol", EVERY_SITE)
def test_each_site_is_asked_where_it_publishes(replay: ReplayServer, network, symbol):
    replay.serve(EVERY_SITE[symbol], list_of(symbol))
    downloaded = download_holdings(symbol, ADDRESSES, network, TODAY)
    assert downloaded.content == list_of(symbol)
    assert downloaded.name.startswith(f"{symbol}_holdings.")
    assert (downloaded.read.as_of, downloaded.read.symbol) == (
        date(2026, 10, 31) if symbol == "VTI" else date(2026, 11, 19),
        symbol,
    )
    assert downloaded.read.publisher == ADDRESSES[symbol].publisher or symbol == "COWZ"
    assert len(replay.asked) == 1


def test_invesco_is_not_told_that_a_browser_asks(replay: ReplayServer, network):
    replay.serve(INVESCO, list_of("QQQ"))
    download_holdings("QQQ", ADDRESSES, network, TODAY)
    (asked,) = replay.asked
    assert asked.headers["User-Agent"] == "rotation-advisor"


def test_a_list_by_day_is_looked_for_from_today_backwards(replay: ReplayServer, network):
    monday = date(2026, 11, 23)
    replay.serve(ROUNDHILL.format("11232026"), b"<!DOCTYPE html><html><body>Not found</body></html>")
    replay.serve(ROUNDHILL.format("11192026"), list_of("MAGS"))
    downloaded = download_holdings("MAGS", ADDRESSES, network, monday)
    swap = next(line for line in downloaded.read.lines if line.name == "ALPHABET INC-CL A SWAP")
    assert (downloaded.read.symbol, swap.cusip, swap.weight) == ("MAGS", "02079K305", pytest.approx(0.3))
    assert [asked.address[-12:-4] for asked in replay.asked] == ["11232026", "11202026", "11192026"], "no weekend"


def test_a_week_without_a_list_is_a_failure(replay: ReplayServer, network):
    with pytest.raises(SourceFailedError, match="Roundhill has nothing at this address"):
        download_holdings("MAGS", ADDRESSES, network, TODAY)
    assert len(replay.asked) == 5


FAULTS = {
    Fault.TOO_MANY_REQUESTS: "asks to be left alone",
    Fault.NOT_FOUND: "has nothing at this address",
    Fault.SERVER_ERROR: "has trouble of its own",
    Fault.CONSENT_PAGE: "sent a web page in the place of the list",
    Fault.HALF_A_BODY: "broke off in the middle",
    Fault.GARBAGE_JSON: "is no whole list of its holdings",
    Fault.EMPTY_ANSWER: "is no whole list of its holdings",
    Fault.NOTHING: "does not answer",
    Fault.REDIRECT_LOOP: "in circles",
}


@pytest.mark.parametrize("symbol", EVERY_SITE)
@pytest.mark.parametrize(("fault", "words"), FAULTS.items(), ids=[fault.name for fault in FAULTS])
def test_each_fault_of_each_site_is_told_in_plain_words(replay: ReplayServer, network, symbol, fault, words):
    replay.serve(EVERY_SITE[symbol], list_of(symbol))
    replay.fail(EVERY_SITE[symbol], fault)
    with pytest.raises(SourceFailedError, match=words) as caught:
        download_holdings(symbol, ADDRESSES, network, TODAY)
    assert caught.value.exit_code == 4
    assert caught.value.message.endswith(".") and caught.value.hint
    assert ADDRESSES[symbol].publisher in caught.value.message


@pytest.mark.parametrize("fault", [Fault.NOTHING, Fault.SERVER_ERROR])
def test_a_site_in_trouble_is_not_asked_for_the_lists_of_earlier_days(replay: ReplayServer, network, fault):
    site = re.compile("roundhillinvestments")
    replay.fail(site, fault)
    with pytest.raises(SourceTroubleError):
        download_holdings("MAGS", ADDRESSES, network, TODAY)
    assert replay.count(site) == 1


OTHER_DAY = {"2026-11-19": "2026-11-21", "11/19/2026": "11/21/2026", "Nov 19, 2026": "Nov 21, 2026"}


def on_another_day(content: bytes) -> bytes:
    for day, other in OTHER_DAY.items():
        content = content.replace(day.encode(), other.encode())
    return content


@pytest.mark.parametrize(
    ("symbol", "content", "words"),
    [
        ("IVV", (LISTS / "ishares_older.csv").read_bytes(), "is that of another fund, iShares Example Value ETF"),
        ("SPY", spreadsheet("MDY"), "is that of another fund"),
        ("QQQ", (LISTS / "invesco.json").read_bytes(), "is that of another fund, EXQ"),
        ("ARKK", (LISTS / "ark.csv").read_bytes(), "is that of another fund, EXAA"),
        ("COWZ", (LISTS / "fund_services.csv").read_bytes(), "is no whole list of its holdings"),
        ("SPY", (LISTS / "ark.csv").read_bytes(), "is not written as its lists are"),
        ("IVV", on_another_day(list_of("IVV")), "is from a day to come, Nov 21, 2026"),
        ("QQQ", list_of("QQQ").replace(b"55.25", b"25.25"), "adds up to 70% of the fund"),
        ("IVV", re.sub(rb"(?m)^\"[A-Z0-9]+\",.*\n", b"", list_of("IVV")).replace(b"Nov 19, 2026", b"-"), "is no whole list"),
        ("QQQ", b'{"cusip": "QQQ", "effectiveDate": "2026-11-19", "holdings": []}', "is no whole list"),
        ("QQQ", b'{"cusip": "QQQ", "message": "busy"}', "is no whole list"),
        ("ARKK", bytes(range(256)), "is no whole list"),
    ],
)
def test_what_is_not_this_fund_s_whole_list_is_not_taken(replay: ReplayServer, network, symbol, content, words):
    replay.serve(EVERY_SITE[symbol], content)
    with pytest.raises(SourceFailedError, match=words) as caught:
        download_holdings(symbol, ADDRESSES, network, TODAY)
    assert caught.value.hint.startswith("Try again later")


def test_the_table_knows_every_fund_of_these_issuers_that_has_a_list():
    no_list = {"GLD", "IAU", "IBIT", "SLV", "SPLG"}  # metal, coins, and a former ticker
    issuers = {"BlackRock iShares": "iShares", "State Street": "State Street", "Invesco": "Invesco", "ARK": "ARK"}
    for symbol, _, issuer, *_ in read_table(REFERENCE, "funds"):
        if issuer in issuers and symbol not in no_list:
            assert publisher_with_address(symbol, ADDRESSES) == issuers[issuer], symbol
    assert publisher_with_address("FXAIX", ADDRESSES) == ""


def test_no_two_funds_share_an_address():
    addresses = [url for address in ADDRESSES.values() if address.publisher != "Roundhill" for url in address.urls(TODAY)]
    assert len(set(addresses)) == len(addresses) > 500
    assert all(url.startswith("https://") and " " not in url for url in addresses)


def test_an_address_by_day_leaves_weekends_out():
    address = ListAddress("MAGS", "Roundhill", "MAGS", "Roundhill Magnificent Seven ETF")
    assert [url[-12:-4] for url in address.urls(date(2026, 11, 22))] == [
        "11202026",
        "11192026",
        "11182026",
        "11172026",
        "11162026",
    ]
