"""A fund's newest N-PORT report, found and fetched from the SEC's archive (EDGAR)."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any, NamedTuple
from xml.etree.ElementTree import ParseError

from advisor.domain.errors import AdvisorError, SourceFailedError, SourceRefusedError, SourceUnavailableError
from advisor.domain.fund_holdings import DownloadedList, FundHoldingsFile
from advisor.market.network import Network, is_web_page
from advisor.market.nport.reading import read_nport

SOURCE = "The SEC"
_FUNDS = "https://www.sec.gov/files/company_tickers_mf.json"
_REGISTRANTS = "https://www.sec.gov/files/company_tickers.json"
_FILINGS = "https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK={filer}&type=NPORT-P&dateb=&owner=include&count=20&output=atom"
_REPORT = "https://www.sec.gov/Archives/edgar/data/{cik}/{folder}/primary_doc.xml"
_FORM = "NPORT-P"  # an amendment may be of an older quarter than the newest report
_ACCESSION = re.compile(r"\d{10}-\d\d-\d{6}")
_LATER = "Try again later."


class Filer(NamedTuple):
    """Who files a fund's reports; `series_id` is empty for a trust that is one fund (SPY, QQQ)."""

    cik: int
    series_id: str


class Edgar:
    """The SEC's archive. It wants to know whom it answers: without an address nothing is asked."""

    def __init__(self, network: Network, contact: str) -> None:
        """
        Args:
            contact: The investor's own mail address; empty when none was given.
        """
        self._network = network
        self._contact = contact.strip()
        self._funds: dict[str, Filer] | None = None
        self._registrants: dict[str, Filer] | None = None

    def download(self, symbol: str) -> DownloadedList:
        """The newest report of a fund.

        Args:
            symbol: The fund's ticker, or that of any of its share classes.

        Raises:
            SourceUnavailableError: No address was given, or the SEC answers nothing.
            SourceFailedError: The SEC knows no such fund, has no report of it, or sent something else.
        """
        if not self._contact:
            raise SourceUnavailableError(
                f"{SOURCE} answers only those who give a mail address, and you gave none.",
                "Give yours on the Data page, or with network --sec-contact.",
            )
        filer = self._filer(symbol)
        accession = self._newest_report(filer, symbol)
        address = _REPORT.format(cik=filer.cik, folder=accession.replace("-", ""))
        content = self._fetch(address, f"its report of {symbol}")
        read = _checked(_read(content, symbol), filer, symbol)
        return DownloadedList(f"{symbol}_NPORT_{read.as_of}.xml", content, replace(read, symbol=symbol))

    def _filer(self, symbol: str) -> Filer:
        if self._funds is None:
            self._funds = _funds(self._json(_FUNDS, "its list of funds"))
        if symbol in self._funds:
            return self._funds[symbol]
        if self._registrants is None:
            self._registrants = _registrants(self._json(_REGISTRANTS, "its list of companies"))
        if symbol in self._registrants:
            return self._registrants[symbol]
        raise SourceFailedError(f"{SOURCE} knows no fund by the ticker {symbol}.", "Add the issuer's list from a file.")

    def _newest_report(self, filer: Filer, symbol: str) -> str:
        """The accession number of the newest report."""
        what = f"its list of reports of {symbol}"
        reports = _reports(self._fetch(_FILINGS.format(filer=filer.series_id or f"{filer.cik:010d}"), what), what)
        if not reports:
            raise SourceFailedError(
                f"{SOURCE} has no report of the holdings of {symbol}.",
                "Money funds and new funds file none: add a list from a file.",
            )
        return max(reports)[1]

    def _json(self, address: str, what: str) -> Any:  # noqa: ANN401 - whatever the SEC sends
        try:
            return json.loads(self._fetch(address, what))
        except ValueError as error:
            raise _unreadable(what) from error

    def _fetch(self, address: str, what: str) -> bytes:
        try:
            content = self._network.fetch(address, SOURCE, {"User-Agent": f"Rotation Advisor {self._contact}"})
        except SourceRefusedError as error:
            raise SourceUnavailableError(
                f"{error.message} It may not like your mail address, or was asked too often.",
                "Check the address on the Data page, and wait ten minutes.",
            ) from error
        if is_web_page(content):
            raise SourceFailedError(f"{SOURCE} sent a web page instead of {what}.", _LATER)
        if not content:
            raise SourceFailedError(f"{SOURCE} sent nothing instead of {what}.", _LATER)
        return content


def _funds(table: Any) -> dict[str, Filer]:  # noqa: ANN401
    """Share classes by ticker, from a table with a row of headings beside its rows."""
    try:
        headings = table["fields"]
        cik, series, symbol = (headings.index(heading) for heading in ("cik", "seriesId", "symbol"))
        return {str(row[symbol]).upper(): Filer(int(row[cik]), str(row[series])) for row in table["data"] if row[symbol]}
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise _unreadable("its list of funds") from error


def _registrants(table: Any) -> dict[str, Filer]:  # noqa: ANN401
    try:
        return {str(entry["ticker"]).upper(): Filer(int(entry["cik_str"]), "") for entry in table.values()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unreadable("its list of companies") from error


def _reports(feed: bytes, what: str) -> list[tuple[str, str]]:
    """Day of filing and accession number of each report in a feed."""
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415 - only while something is downloaded
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415

    try:
        root = fromstring(feed.lstrip(), forbid_dtd=True)
    except (DefusedXmlException, ParseError, ValueError, LookupError) as error:
        raise _unreadable(what) from error
    entries = [
        {part.tag.rpartition("}")[2]: (part.text or "").strip() for part in entry.iter()} for entry in root.iterfind("{*}entry")
    ]
    return [
        (entry.get("filing-date", ""), entry["accession-number"])
        for entry in entries
        if entry.get("filing-type") == _FORM and _ACCESSION.fullmatch(entry.get("accession-number", ""))
    ]


def _read(content: bytes, symbol: str) -> FundHoldingsFile:
    try:
        return read_nport(content, f"{symbol}_NPORT.xml")
    except AdvisorError as error:
        raise SourceFailedError(f"{SOURCE} sent a report of {symbol} that cannot be used: {error.message}", _LATER) from error


def _checked(read: FundHoldingsFile, filer: Filer, symbol: str) -> FundHoldingsFile:
    if read.series_id != filer.series_id:
        raise SourceFailedError(f"{SOURCE} sent the report of another fund (“{read.name}”) instead of that of {symbol}.", _LATER)
    return read


def _unreadable(what: str) -> SourceFailedError:
    return SourceFailedError(f"{SOURCE} sent something unreadable instead of {what}.", _LATER)
