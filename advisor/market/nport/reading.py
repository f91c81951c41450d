"""Read one N-PORT report: every record becomes a line or is left out with a reason."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from xml.etree.ElementTree import Element

from advisor.domain.classification import Sector
from advisor.domain.errors import MalformedFileError
from advisor.domain.fund_holdings import FundHoldingsFile, HoldingLine, LineKind
from advisor.domain.statement import SkippedRow
from advisor.market.nport import fields
from advisor.market.nport.document import Piece, pieces
from advisor.market.nport.holdings import Holding, UnweighableError, Weighing, read_holding

PUBLISHER = "SEC N-PORT"
_DOWNLOAD_AGAIN = "Download it again; nothing was stored."
_TICKER_FIRST = re.compile(r"([A-Z]{2,5})[_ ]")  # "MAGS_nport.xml"
_KNOWN_ELEMENTS = frozenset(
    {
        *("name", "lei", "title", "cusip", "identifiers", "balance", "units", "descOthUnits", "curCd", "currencyConditional"),
        *("valUSD", "pctVal", "payoffProfile", "assetCat", "assetConditional", "issuerCat", "issuerConditional", "invCountry"),
        *("invOthCountry", "isRestrictedSec", "fundCat", "fundCats", "liquidityClassificationInfo", "fairValLevel", "debtSec"),
        *("repurchaseAgrmt", "derivativeInfo", "securityLending"),
    }
)
_NO_TICKERS = frozenset({"NPORT", "SEC", "EDGAR"})


@dataclass(slots=True)
class _Head:
    """What the report says of the fund before its holdings."""

    name: str = ""
    series_id: str = ""
    class_ids: tuple[str, ...] = ()
    as_of: date | None = None
    net_assets: float | None = None
    cash: HoldingLine | None = None


@dataclass(slots=True)
class _Tally:
    records: int = 0
    lines: list[HoldingLine] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)
    remarks: Counter[str] = field(default_factory=Counter)
    claims: float = 0.0
    lent_out: float = 0.0
    disagreeing: int = 0
    furthest: tuple[float, HoldingLine] | None = None

    def add(self, holding: Holding) -> None:
        self.lines += holding.lines
        self.remarks.update(holding.remarks)
        self.claims += holding.claim
        self.lent_out += holding.lent_out
        if holding.disagreement:
            self.disagreeing += 1
            if self.furthest is None or abs(holding.disagreement) > abs(self.furthest[0]):
                self.furthest = holding.disagreement, holding.lines[0]


def read_nport(content: bytes, name: str) -> FundHoldingsFile:
    """Read a fund's N-PORT report (form NPORT-P or NPORT-P/A, as XML).

    Weights are the report's own percentages of net assets. What the lines leave out of the fund stays out: nothing is rescaled.

    Args:
        name: Its file name; the report does not tell the fund's ticker, a name like "MAGS_nport.xml" does.

    Raises:
        UnknownFileError: It is no N-PORT report.
        UnreadableFileError: It is empty or in an unknown encoding.
        MalformedFileError: It breaks off, is damaged, or lacks its date or every weight.
    """
    head, tally = _Head(), _Tally()
    for piece in pieces(content, name):
        if piece.tag == "invstOrSec":
            _read_record(piece, Weighing(head.net_assets, _day(head, name)), tally)
        else:
            _read_head(piece, head)
    as_of = _day(head, name)
    lines = (*tally.lines, *_money_beside_lines(head, tally))
    if not any(line.weight for line in lines):
        raise MalformedFileError(f"{name} is an N-PORT report without a single holding.", _DOWNLOAD_AGAIN, file=name)
    return FundHoldingsFile(
        symbol=_symbol_in(name),
        name=head.name,
        publisher=PUBLISHER,
        as_of=as_of,
        lines=lines,
        skipped=tuple(tally.skipped),
        weight_sum=sum(line.weight for line in lines if not line.kind.is_derivative),
        not_understood=_remarks(tally),
        series_id=head.series_id,
        class_ids=head.class_ids,
        records=tally.records,
    )


def _read_record(piece: Piece, weighing: Weighing, tally: _Tally) -> None:
    tally.records += 1
    tally.remarks.update(f"Element “{child.tag}”, not read" for child in piece.element if child.tag not in _KNOWN_ELEMENTS)
    try:
        tally.add(read_holding(piece, weighing))
    except UnweighableError:
        title = fields.text(piece.element, "title") or fields.text(piece.element, "name")
        tally.skipped.append(SkippedRow(piece.line, "no percentage of the fund and no value", title))


def _read_head(piece: Piece, head: _Head) -> None:
    element = piece.element
    if piece.tag == "seriesClassInfo":
        head.series_id = head.series_id or fields.text(element, "seriesId")
        head.class_ids = tuple(text for found in element.findall("classId") if (text := fields.text(found)))
    elif piece.tag == "genInfo":
        head.name = fields.text(element, "seriesName") or fields.text(element, "regName")
        head.series_id = fields.text(element, "seriesId") or head.series_id
        head.as_of = _date(element, "repPdDate")
    else:
        net_assets = fields.amount(element, "netAssets") or 0.0
        head.net_assets = net_assets if net_assets > 0 else None
        cash = fields.amount(element, "cshNotRptdInCorD")
        if cash and head.net_assets:
            head.cash = _cash_line("Cash, not listed", cash / head.net_assets, cash, piece.line)


def _money_beside_lines(head: _Head, tally: _Tally) -> tuple[HoldingLine, ...]:
    """Cash that no record lists: the fund's own, swaps' open gains, and what is owed for borrowers' cash among the records."""
    net_assets, first = head.net_assets or 0.0, tally.lines[0].line if tally.lines else 1
    found = [head.cash] if head.cash else []
    if tally.claims:
        found.append(_cash_line("Open gains and losses of swaps", tally.claims, tally.claims * net_assets, first))
    if tally.lent_out:
        owed = -tally.lent_out
        found.append(_cash_line("Cash collateral of lent securities, owed back", owed, owed * net_assets, first))
    return tuple(found)


def _cash_line(name: str, weight: float, dollars: float, line: int) -> HoldingLine:
    return HoldingLine("", name, weight, Sector.CASH, LineKind.CASH, dollars, None, None, is_foreign=False, line=line)


def _remarks(tally: _Tally) -> tuple[str, ...]:
    counted = [f"{said}: {_lines(count)}" for said, count in sorted(tally.remarks.items())]
    if tally.furthest is not None:
        apart, line = tally.furthest
        counted.append(
            f"Percentage and value disagree, the percentage counts: {_lines(tally.disagreeing)}, most for “{line.name}” "
            f"({line.weight:.2%} stated, {line.weight - apart:.2%} by value)"
        )
    return tuple(counted)


def _lines(count: int) -> str:
    return f"{count:,} {'line' if count == 1 else 'lines'}"


def _day(head: _Head, name: str) -> date:
    if head.as_of is None:
        raise MalformedFileError(f"{name} does not say which day its holdings are from.", _DOWNLOAD_AGAIN, file=name)
    return head.as_of


def _date(element: Element, path: str) -> date | None:
    try:
        return date.fromisoformat(fields.text(element, path)[:10])
    except ValueError:
        return None


def _symbol_in(name: str) -> str:
    found = _TICKER_FIRST.match(name)
    return found[1] if found and found[1] not in _NO_TICKERS else ""
