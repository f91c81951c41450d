"""The SEC, replayed: the newest report of a fund, and everything that can go wrong on the way to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from advisor.domain.errors import SourceFailedError, SourceUnavailableError
from advisor.market.network import Network
from advisor.market.nport.edgar import Edgar
from tests.replay import Fault, Reply

GOLDEN = Path(__file__).parents[1] / "market" / "reports"
CONTACT = "investor@example.com"
FUNDS = "https://www.sec.gov/files/company_tickers_mf.json"
REGISTRANTS = "https://www.sec.gov/files/company_tickers.json"
FILINGS = re.compile(r"browse-edgar\?.*CIK=")
NEWEST = "https://www.sec.gov/Archives/edgar/data/9990001/000999000126000009/primary_doc.xml"

FUND_TABLE = {
    "fields": ["cik", "seriesId", "classId", "symbol"],
    "data": [
        [9990001, "S000099002", "C000099002", "EXSEV"],
        [9990001, "S000099001", "C000099001", "EXTAR"],
        [9990002, "S000099009", "C000099009", None],
    ],
}
REGISTRANT_TABLE = {"0": {"cik_str": 9990007, "ticker": "EXUIT", "title": "EXAMPLE UNIT TRUST"}}


def entry(accession: str, filed: str, form: str = "NPORT-P") -> str:
    return (
        f'<entry><content type="text/xml"><accession-number>{accession}</accession-number><filing-date>{filed}</filing-date>'
        f"<filing-type>{form}</filing-type></content><title>{form}</title></entry>"
    )


def feed(*entries: str) -> str:
    return (
        '<?xml version="1.0" encoding="ISO-8859-1" ?><feed xmlns="http://www.w3.org/2005/Atom"><title>Reports</title>'
        f"{''.join(entries)}</feed>"
    )


@pytest.fixture
def sec(replay):
    replay.serve(FUNDS, FUND_TABLE)
    replay.serve(REGISTRANTS, REGISTRANT_TABLE)
    replay.serve(
        FILINGS,
        feed(
            entry("0009990001-26-000011", "2026-11-25", "NPORT-P/A"),
            entry("0009990001-26-000004", "2026-05-28"),
            entry("0009990001-26-000009", "2026-11-24"),
            entry("0009990001-26-000012", "2026-11-26", "NPORT-EX"),
        ),
    )
    replay.serve(NEWEST, (GOLDEN / "seven_swaps.xml").read_bytes())
    return replay


@pytest.fixture
def edgar(session):
    return Edgar(Network(session, pause=lambda _: None), CONTACT)


def test_the_newest_report_of_a_ticker_is_fetched_under_the_investor_s_address(sec, edgar):
    found = edgar.download("EXSEV")
    assert (found.read.symbol, found.read.series_id, found.name) == ("EXSEV", "S000099002", "EXSEV_NPORT_2026-09-30.xml")
    assert found.content == (GOLDEN / "seven_swaps.xml").read_bytes()
    assert all(CONTACT in asked.headers["User-Agent"] for asked in sec.asked)
    assert [asked.query.get("CIK") for asked in sec.asked if "browse-edgar" in asked.address] == ["S000099002"]
    assert sec.count(REGISTRANTS) == 0


def test_the_lists_of_tickers_are_asked_for_once(sec, edgar):
    edgar.download("EXSEV")
    sec.serve(NEWEST, (GOLDEN / "target_date.xml").read_bytes())
    assert edgar.download("EXTAR").read.name == "Example Target Retirement 2050 Fund"
    assert sec.count(FUNDS) == 1


def test_a_trust_that_is_one_fund_is_found_among_the_registrants(sec, edgar):
    alone = re.sub(rb"S0000990\d\d", b"N/A", (GOLDEN / "target_date.xml").read_bytes())
    sec.serve("https://www.sec.gov/Archives/edgar/data/9990007/000999000126000009/primary_doc.xml", alone)
    assert edgar.download("EXUIT").read.series_id == ""
    assert [asked.query["CIK"] for asked in sec.asked if "browse-edgar" in asked.address] == ["0009990007"]


def test_without_an_address_nothing_is_asked(sec, session):
    with pytest.raises(SourceUnavailableError, match="mail address") as caught:
        Edgar(Network(session), " ").download("EXSEV")
    assert "--sec-contact" in caught.value.hint
    assert sec.asked == ()


def test_a_refused_address_is_told_and_the_sec_is_left_alone(sec, edgar):
    sec.serve(FUNDS, Reply(b"Undeclared automated tool", 403))
    with pytest.raises(SourceUnavailableError, match="mail address") as caught:
        edgar.download("EXSEV")
    assert "ten minutes" in caught.value.hint


@pytest.mark.parametrize("address", [FUNDS, FILINGS, NEWEST], ids=["funds", "filings", "report"])
@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.HANGS])
def test_whatever_goes_wrong_ends_in_plain_words(sec, edgar, address, fault):
    sec.fail(address, fault)
    with pytest.raises(SourceFailedError) as caught:
        edgar.download("EXSEV")
    assert "SEC" in caught.value.message
    assert caught.value.hint
    assert not re.search(r"Error|Exception|<|\bcurl\b", caught.value.message)


def test_silence_ends_in_plain_words(sec, session):
    sec.fail(NEWEST, Fault.HANGS)
    with pytest.raises(SourceFailedError):
        Edgar(Network(session, pause=lambda _: None, silence=0.3), CONTACT).download("EXSEV")


@pytest.mark.parametrize(
    ("address", "answer", "words"),
    [
        (FILINGS, feed(), "no report of the holdings"),
        (FILINGS, feed(entry("../../evil", "2026-11-30")), "no report of the holdings"),
        (FILINGS, '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><feed/>', "unreadable"),
        (FUNDS, {"fields": ["cik"], "data": []}, "unreadable"),
        (FUNDS, {"fields": ["cik", "seriesId", "symbol"], "data": [["x", "S1", "EXSEV"]]}, "unreadable"),
        (FUNDS, [], "unreadable"),
        (NEWEST, (GOLDEN / "many_kinds.xml").read_bytes(), "report of another fund (“Example Everything Fund”)"),
        (NEWEST, (GOLDEN / "seven_swaps.xml").read_bytes()[:9000], "cannot be used"),
        (NEWEST, b'<edgarSubmission xmlns="http://www.sec.gov/edgar/ncen"/>', "cannot be used"),
    ],
)
def test_an_answer_that_is_something_else_is_refused(sec, edgar, address, answer, words):
    sec.serve(address, answer)
    with pytest.raises(SourceFailedError) as caught:
        edgar.download("EXSEV")
    assert words in caught.value.message


def test_an_unknown_ticker_is_named(sec, edgar):
    with pytest.raises(SourceFailedError, match="NOFUND"):
        edgar.download("NOFUND")
    sec.serve(REGISTRANTS, [1])
    with pytest.raises(SourceFailedError, match="NOFUND"):
        edgar.download("NOFUND")  # the list is known already
