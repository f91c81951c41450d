"""The securities list of an OFX file: what the identifiers of positions and transactions stand for."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal

from advisor.domain.portfolio import InstrumentKind
from advisor.importers.ofx.fields import BUY_TAGS, POSITION_TAGS, SELL_TAGS, Fields, read_day
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.sgml import Element
from advisor.importers.reading.symbols import canonical_symbol, occ_symbol
from advisor.importers.reading.tally import Tally

_LISTED_KINDS = {
    "STOCKINFO": InstrumentKind.SECURITY,  # an exchange-traded fund stands there too
    "MFINFO": InstrumentKind.FUND,
    "DEBTINFO": InstrumentKind.BOND,
    "OPTINFO": InstrumentKind.OPTION,
    "OTHERINFO": InstrumentKind.OTHER,
}
_TRADE_TAGS = POSITION_TAGS | BUY_TAGS | SELL_TAGS
_TRADED_KINDS = (
    ("STOCK", InstrumentKind.SECURITY),
    ("MF", InstrumentKind.FUND),
    ("DEBT", InstrumentKind.BOND),
    ("OPT", InstrumentKind.OPTION),
)


@dataclass(frozen=True, slots=True)
class Security:
    """What the file says about one identifier.

    Attributes:
        id: The identifier, usually a CUSIP.
        cusip: The same where it is one; else empty.
        ticker: Empty when the file gives none, or only repeats the identifier.
        name: Empty when the file gives none.
        kind: None when the file does not tell.
    """

    id: str
    cusip: str
    ticker: str = ""
    name: str = ""
    kind: InstrumentKind | None = None

    def spelling(self, *, in_plan: bool) -> str:
        """The ticker, else the identifier; empty for a workplace plan's fund that goes by its name."""
        return self.ticker or ("" if in_plan and self.name else self.id)


class Securities:
    """Every listed security by its identifier; what is listed twice with different tickers goes by the first."""

    def __init__(self, root: Element, tally: Tally) -> None:
        self._known: dict[str, Security] = {}
        self._options: list[Element] = []
        for element in root.walk():
            if element.tag in _LISTED_KINDS:
                self._note(element, tally)
        for option in self._options:
            self._spell(option)
        self._learn_unlisted(root)

    def find(self, fields: Fields) -> Security:
        """The security that a position or a transaction names; an unlisted one has its identifier alone.

        Raises:
            RowRefusedError: It names none, or two.
        """
        identifier = fields.text("UNIQUEID")
        if not identifier:
            raise RowRefusedError("it names no security")
        return self._known.get(identifier) or Security(identifier, _cusip(fields, identifier))

    def _learn_unlisted(self, root: Element) -> None:
        """What an unlisted identifier stands for, as far as the positions and trades with it tell."""
        for element in root.walk():
            if element.tag not in _TRADE_TAGS:
                continue
            kind = next((kind for ending, kind in _TRADED_KINDS if element.tag.endswith(ending)), None)
            with suppress(RowRefusedError):
                security = self.find(Fields(element))
                self._known.setdefault(security.id, replace(security, kind=kind))

    def _note(self, element: Element, tally: Tally) -> None:
        try:
            security = _security(element)
        except RowRefusedError as refusal:
            tally.warn(element.line, f"An entry of the file's list of securities is passed over: {refusal}.")
            return
        if element.tag == "OPTINFO":
            self._options.append(element)
        known = self._known.setdefault(security.id, security)
        if known.ticker != security.ticker:
            tally.warn(
                element.line,
                f"The file lists {security.id} twice, as {known.ticker or 'nothing'} and {security.ticker or 'nothing'}; "
                "the first counts.",
            )

    def _spell(self, element: Element) -> None:
        """An option's ticker may be the broker's own; the contract itself tells the symbol that others know it by."""
        option = self._known[_identifier(element)]
        if canonical_symbol(option.ticker)[1] is InstrumentKind.OPTION:
            return
        tickers = {security.id: security.ticker for security in self._known.values()}
        ticker = _contract(element, tickers) or _without_dash(option.ticker) or _without_dash(option.id)
        self._known[option.id] = replace(option, ticker=ticker)


def _security(element: Element) -> Security:
    # An option's entry names its underlying in a second SECID.
    fields = Fields(element.child("SECINFO") or element)
    identifier = fields.text("UNIQUEID")
    if not identifier:
        raise RowRefusedError("it has no identifier")
    ticker = fields.text("TICKER")
    return Security(
        identifier,
        _cusip(fields, identifier),
        "" if ticker == identifier else ticker,
        fields.text("SECNAME"),
        _LISTED_KINDS[element.tag],
    )


def _identifier(element: Element) -> str:
    return Fields(element.child("SECINFO") or element).text("UNIQUEID")


def _cusip(fields: Fields, identifier: str) -> str:
    return identifier if fields.text("UNIQUEIDTYPE").upper() == "CUSIP" else ""


def _without_dash(spelling: str) -> str:
    """The option symbol of Fidelity's spelling, which its files begin with a dash, and OFX without; empty for any other text."""
    symbol, kind = canonical_symbol(f"-{spelling}")
    return symbol if kind is InstrumentKind.OPTION else ""


def _contract(element: Element, tickers: dict[str, str]) -> str:
    """The option symbol of the contract; empty when the file does not tell all of it."""
    fields = Fields(element, frozenset({"SECINFO"}))
    try:
        root, strike = tickers.get(fields.text("UNIQUEID"), ""), fields.number("STRIKEPRICE")
        expiry, side = read_day(fields.text("DTEXPIRE")), fields.text("OPTTYPE").upper()[:1]
    except RowRefusedError:
        return ""
    if not root or expiry is None or side not in {"C", "P"} or strike is None or not Decimal(0) < strike < 100_000:
        return ""
    return occ_symbol(root, expiry, side, strike)
