"""Derivatives of an N-PORT report: how each counts, on what it rides, and which way."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple
from xml.etree.ElementTree import Element

from advisor.market.nport import fields
from advisor.market.nport.fields import Identity

_KINDS = ("swapDeriv", "futrDeriv", "fwdDeriv", "optionSwaptionWarrantDeriv", "othDeriv")
_OPTION = "optionSwaptionWarrantDeriv"
# What a leg is called that pays interest; any other leg is the one that moves with the underlying.
_INTEREST = re.compile(
    r"\b(?:\w*(?:SOFR|[A-Z]IBOR)\w*|SONIO?A?|ESTR(?:ON)?|TONAR?|MUTKCALM|SARON|CORRA|AONIA|BBSW|HONIA|OBFR\w*|FEDL?\d*|FEDEF"
    r"|(?:US|BP|EE|JY|SF)00\d\dM|EUR0\d\d[MW]|FED(?:ERAL)? FUNDS?|FF|EFFR|PRIME|OVERNIGHT|O/?N|FUNDING"
    r"|FINANCING|INTERBANK|T-?BILLS?|TREASURY BILLS?|RATE|INTEREST|BPS?)\b",
    re.IGNORECASE,
)
_RETURN = re.compile(r"RETURN|PERFORMANCE|APPRECIATION", re.IGNORECASE)
# Futures on what a few months of interest will be: their notional is no money in bonds.
_SHORT_RATE = re.compile(r"SOFR|EURO-?DOLLAR|FED(?:ERAL)? FUND|EURIBOR|SONIA|STERLING|BANKERS|BANK BILL|\bCORRA\b", re.IGNORECASE)


_NO_COMPANY = ("DIR", "DCO")  # of bonds and goods the issuer's name says less than the contract's


class Treatment(Enum):
    """How a derivative counts."""

    NOTIONAL = auto()  # at signed notional, beside an equal and opposite cash leg
    OPTION = auto()  # at its market value
    CURRENCY = auto()  # as the cash it exchanges: at its market value
    INTEREST = auto()  # swaps of interest or of credit risk: at its market value, among the bonds


class Part(NamedTuple):
    """One part of a basket; `dollars` is signed."""

    name: str
    identity: Identity
    dollars: float


class Underlying(NamedTuple):
    """What a derivative rides on.

    Attributes:
        is_index: An index, a basket, a bond or goods: told by its name, not by a number.
        parts: Of a basket whose parts the report lists.
    """

    name: str
    identity: Identity
    is_index: bool
    parts: tuple[Part, ...] = ()


class Direction(NamedTuple):
    """Which way: +1 owned, -1 owed; `is_stated` False where the report leaves it open."""

    sign: int
    is_stated: bool


def derivative_in(record: Element) -> Element | None:
    """The description of a record's derivative; None when it is none."""
    return next((found for kind in _KINDS if (found := record.find(f"derivativeInfo/{kind}")) is not None), None)


def treatment(record: Element, derivative: Element) -> Treatment:
    """How a record's derivative counts."""
    asset = fields.category(record, "assetCat")
    if derivative.tag == _OPTION:
        return Treatment.OPTION
    if asset == "DFE" or derivative.find("amtCurSold") is not None:
        return Treatment.CURRENCY
    if asset in ("DIR", "DCR") and derivative.tag != "futrDeriv":
        return Treatment.INTEREST
    if asset == "DIR" and _SHORT_RATE.search(underlying(record, derivative).name):
        return Treatment.INTEREST
    return Treatment.NOTIONAL


def underlying(record: Element, derivative: Element) -> Underlying:
    """What the derivative rides on; where the report names nothing, the record's own title stands for it."""
    own_title = fields.text(record, "title") or fields.text(record, "name")
    if fields.category(record, "assetCat") in _NO_COMPANY:
        return Underlying(own_title, Identity(), is_index=True)
    instruments = derivative.findall("descRefInstrmnt/otherRefInst")
    if len(instruments) == 1:
        name = fields.text(instruments[0], "issuerName") or fields.text(instruments[0], "issueTitle")
        named = fields.identity(instruments[0])
        if name or any(named):
            return Underlying(name or own_title, named, is_index=False)
    index = derivative.find("descRefInstrmnt/indexBasketInfo")
    if index is not None:
        name = fields.text(index, "indexName") or fields.text(index, "narrativeDesc") or own_title
        return Underlying(name, Identity(), is_index=True, parts=_parts(index))
    return Underlying(own_title, Identity(), is_index=True)


def notional_dollars(record: Element, derivative: Element) -> float | None:
    """The notional amount without its sign; None where it, or the rate of its currency, is not told."""
    stated = fields.amount(derivative, "notionalAmt")
    code = fields.text(derivative, "curCd").upper()
    if stated is None:
        first = derivative.find("notionalAmts/notionalAmt")
        stated = None if first is None else fields.number(first.get("amt", ""))
        code = "" if first is None else first.get("curCd", "").upper()
    own = fields.currency(record)
    if stated is None:
        return None
    if code == "USD":
        return abs(stated)
    return own.in_dollars(abs(stated)) if code in ("", own.code) else None


def direction(record: Element, derivative: Element) -> Direction:
    """Owned or owed: by the stated profile, by a negative notional, else by which side pays the underlying's return.

    A negative notional goes before the sides: some filers describe these alike for both directions.
    """
    profile = fields.text(derivative, "payOffProf") or fields.text(record, "payoffProfile")
    if profile.lower() in ("long", "short"):
        return Direction(1 if profile.lower() == "long" else -1, is_stated=True)
    if (fields.amount(derivative, "notionalAmt") or 0.0) < 0:
        return Direction(-1, is_stated=True)
    receives, pays = _moves(derivative, "Rec"), _moves(derivative, "Pmnt")
    if receives != pays:
        return Direction(1 if receives else -1, is_stated=True)
    is_negative = (fields.amount(record, "balance") or 0.0) < 0
    return Direction(-1 if is_negative else 1, is_stated=is_negative)


def _moves(derivative: Element, side: str) -> bool:
    """Whether that side of a swap is the one that moves with the underlying."""
    if derivative.find(f"other{side}Desc") is not None:
        described = fields.text(derivative, f"other{side}Desc")
        return bool(_RETURN.search(described)) or not _INTEREST.search(described)
    index = fields.attribute(derivative, f"floating{side}Desc", "floatingRtIndex")
    return bool(index) and not _INTEREST.search(index)


def _parts(basket: Element) -> tuple[Part, ...]:
    """Nothing where a part is valued in a currency whose rate the report does not tell."""
    components = basket.findall("components/component")
    if any(fields.text(component, "othIndIssCurCd").upper() not in ("", "USD") for component in components):
        return ()
    return tuple(
        Part(
            fields.text(component, "othIndName"),
            fields.identity(component),
            fields.amount(component, "othIndValue") or 0.0,
        )
        for component in components
    )
