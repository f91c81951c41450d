"""What the elements of an N-PORT report say, without their ways of saying nothing ("N/A", "000000000", "XXXX")."""

from __future__ import annotations

import math
import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

from advisor.domain.security_numbers import is_cusip, is_isin

_NOTHING = frozenset({"", "N/A", "NA", "N.A.", "NONE", "NULL", "XXXX", "-"})
_TICKER = re.compile(r"([A-Z0-9]+(?:[./-][A-Z]{1,2})?)(?: [A-Z]{2})?(?: EQUITY)?")  # "BRK/B", "MSFT US", "SAP GY EQUITY"
_COUNTRY = re.compile(r"[A-Z]{2}")
_NO_COUNTRY = frozenset({"XX", "XS", "EU"})
# No currency is worth more than this many dollars: a smaller rate is dollars for one unit, not units for one dollar.
_DEAREST_CURRENCY_DOLLARS = 3.4
_DOLLAR = "USD"


class Identity(NamedTuple):
    """What names a security; each part is empty where the report does not tell it, or tells a number with a wrong check digit."""

    symbol: str = ""
    cusip: str = ""
    isin: str = ""


class Currency(NamedTuple):
    """A currency and how many of it were a dollar; the rate is None where the report does not tell it."""

    code: str
    per_dollar: float | None

    def in_dollars(self, amount: float) -> float | None:
        """None where the rate is not told."""
        if self.code == _DOLLAR:
            return amount
        return amount / self.per_dollar if self.per_dollar else None


def text(element: Element, path: str = ".") -> str:
    """The text of the element at a path, on one line; empty where it says nothing."""
    return _said(element.findtext(path) or "")


def attribute(element: Element, path: str, name: str) -> str:
    """An attribute of the element at a path; empty where it says nothing."""
    found = element.find(path)
    return "" if found is None else _said(found.get(name, ""))


def amount(element: Element, path: str) -> float | None:
    """The number at a path; None where there is none."""
    return number(text(element, path))


def number(written: str) -> float | None:
    """A number as the report writes it; None for anything else."""
    try:
        value = float(written)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def category(element: Element, tag: str) -> str:
    """A category's code; where the filer describes "other", the code stands in an attribute of `…Conditional`."""
    other = tag.removesuffix("Cat") + "Conditional"
    code = text(element, tag) or attribute(element, other, tag) or attribute(element, other, "otherCat")
    return code.upper()


def currency(element: Element) -> Currency:
    """The currency that a record is in."""
    code = attribute(element, "currencyConditional", "curCd")
    if not code:
        return Currency(text(element, "curCd").upper(), None)
    rate = number(attribute(element, "currencyConditional", "exchangeRt"))
    if rate and 0 < rate < 1 / _DEAREST_CURRENCY_DOLLARS:
        rate = 1 / rate
    return Currency(code.upper(), rate if rate and rate > 0 else None)


def identity(element: Element) -> Identity:
    """What names the security of a record, of a reference instrument or of a basket's part."""
    stated = {"ticker": "", "isin": "", "cusip": text(element, "cusip")}
    for child in element.findall("identifiers/*"):
        described = child.get("otherDesc", "").lower()
        kind = next((kind for kind in stated if kind in described), "") if child.tag == "other" else child.tag
        if kind in stated:
            stated[kind] = stated[kind] or _said(child.get("value", ""))
    cusip, isin = stated["cusip"].upper(), stated["isin"].upper()
    is_number = is_cusip(cusip) and cusip.strip("0") != ""  # nine zeros stand for none, and pass the check of digits
    return Identity(_symbol(stated["ticker"]), cusip if is_number else "", isin if is_isin(isin) else "")


def country(element: Element) -> str:
    """The country in which the issuer is organised; empty where it is not told."""
    return _country(text(element, "invCountry"))


def country_in(isin: str) -> str:
    """The country that an ISIN begins with; empty without one."""
    return _country(isin[:2])


def _country(code: str) -> str:
    capitals = code.upper()
    return capitals if _COUNTRY.fullmatch(capitals) and capitals not in _NO_COUNTRY else ""


def _symbol(ticker: str) -> str:
    found = _TICKER.fullmatch(" ".join(ticker.upper().split()))
    return found[1] if found else ""


def _said(written: str) -> str:
    words = " ".join(written.split())
    if not words.isprintable():  # controls could steer the terminal that prints them
        words = "".join(character for character in words if character.isprintable())
    return "" if words.upper() in _NOTHING else words
