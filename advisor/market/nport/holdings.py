"""One record of the report → the lines it becomes, or why it is left out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

from advisor.domain.classification import Sector
from advisor.domain.fund_holdings import HoldingLine, LineKind
from advisor.market.nport import derivatives, fields
from advisor.market.nport.derivatives import Treatment, Underlying
from advisor.market.nport.document import Piece
from advisor.market.nport.fields import Identity
from advisor.market.nport.kinds import kind_of, sector_of

_FOREIGN_KINDS = (LineKind.SHARE, LineKind.PREFERRED)
_KINDS_AT_VALUE = {
    Treatment.OPTION: LineKind.OPTION,
    Treatment.CURRENCY: LineKind.CASH,
    Treatment.INTEREST: LineKind.BOND,
}
_REMARKS_AT_VALUE = {
    Treatment.CURRENCY: "Currency contracts, counted as cash at their market value",
    Treatment.INTEREST: "Swaps and futures on interest or credit, counted at their market value",
}
_UNKNOWN_KIND = "Derivatives of an unknown kind, counted at their market value"
_NO_NOTIONAL = "Derivatives without a notional amount in dollars, counted at their market value"
_A_PART_TOO_MUCH = 1.05  # a basket whose parts are worth more than its notional is valued in other units
_WEIGHT_TOLERANCE = 0.0005  # of the fund
_ROUNDING = 0.01  # of a weight, where it is told twice
_NO_SHARE_COSTS = 1e9  # dollars
_PRICE_PLACES = Decimal("0.000001")


class UnweighableError(ValueError):
    """A record tells neither its share of the fund nor its value."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """What a record's weights are measured by.

    Attributes:
        net_assets: Dollars; None where the report does not tell.
    """

    net_assets: float | None
    as_of: date


@dataclass(frozen=True, slots=True)
class Holding:
    """What became of one record.

    Attributes:
        lines: Several for a basket.
        remarks: What of it was not understood or had to be assumed, in words that records share.
        published: The report's own weight (fraction).
        claim: Weight of what a counterparty of the swap owes the fund: money, like cash. Negative when the fund owes.
        lent_out: Weight of borrowers' cash collateral in it, which the fund owes back.
        disagreement: How far the published weight lies from value over net assets (fraction); 0 within rounding.
    """

    lines: tuple[HoldingLine, ...]
    remarks: tuple[str, ...] = ()
    published: float = 0.0
    claim: float = 0.0
    lent_out: float = 0.0
    disagreement: float = 0.0


def read_holding(piece: Piece, weighing: Weighing) -> Holding:
    """What one record becomes.

    Raises:
        UnweighableError: It tells neither a share of the fund nor a value.
    """
    record = piece.element
    derivative = derivatives.derivative_in(record)
    if derivative is None:
        is_unknown = record.find("derivativeInfo/*") is not None
        return _at_value(piece, LineKind.OTHER, _UNKNOWN_KIND, weighing) if is_unknown else _plain(piece, weighing)
    how = derivatives.treatment(record, derivative)
    if how is Treatment.NOTIONAL:
        dollars = derivatives.notional_dollars(record, derivative)
        if dollars is not None and weighing.net_assets:
            return _at_notional(piece, derivative, dollars, weighing)
        return _at_value(piece, LineKind.OTHER, _NO_NOTIONAL, weighing)
    return _at_value(piece, _KINDS_AT_VALUE[how], _REMARKS_AT_VALUE.get(how, ""), weighing)


def _plain(piece: Piece, weighing: Weighing) -> Holding:
    record = piece.element
    identity = fields.identity(record)
    kind, is_known = kind_of(record, identity.symbol, weighing.as_of)
    weight, remark = _weight(record, weighing)
    if fields.text(record, "payoffProfile").lower() == "short":
        weight = -abs(weight)
    asset = fields.category(record, "assetCat")
    remarks = [remark] if remark else []
    if not is_known:
        remarks.append(f"Category of assets “{asset}”, counted as not classified" if asset else "No category of assets")
    collateral = fields.number(fields.attribute(record, "securityLending/cashCollateralCondition", "cashCollateralVal"))
    return Holding(
        (_line(piece, kind, weight, identity, _name(record, kind), sector_of(kind, asset)),),
        tuple(remarks),
        published=weight,
        lent_out=(collateral or 0.0) / weighing.net_assets if weighing.net_assets else 0.0,
        disagreement=_disagreement(record, weighing),
    )


def _at_value(piece: Piece, kind: LineKind, remark: str, weighing: Weighing) -> Holding:
    weight, other_remark = _weight(piece.element, weighing)
    sector = sector_of(kind, fields.category(piece.element, "assetCat"))
    line = _line(piece, kind, weight, Identity(), _name(piece.element, kind), sector)
    remarks = tuple(said for said in (remark, other_remark) if said)
    return Holding((line,), remarks, published=weight, disagreement=_disagreement(piece.element, weighing))


def _at_notional(piece: Piece, derivative: Element, dollars: float, weighing: Weighing) -> Holding:
    record = piece.element
    net_assets = weighing.net_assets or 1.0
    direction = derivatives.direction(record, derivative)
    thing = derivatives.underlying(record, derivative)
    sector = sector_of(LineKind.FUTURE, fields.category(record, "assetCat"))
    lines = [
        _derivative_line(piece, name, identity, amount / net_assets, amount, sector, is_index=is_index)
        for name, identity, amount, is_index in _ridden(thing, direction.sign * dollars)
    ]
    published, _ = _weight(record, weighing, default=0.0)
    is_value = abs(published) < abs(dollars) / net_assets / 2  # some filers print the notional as the value
    return Holding(
        tuple(lines),
        () if direction.is_stated else ("Derivatives whose direction is not stated, taken as owned",),
        published=published,
        # Futures settle each day: their gain is in the fund's cash already.
        claim=published if is_value and derivative.tag != "futrDeriv" else 0.0,
    )


def _ridden(thing: Underlying, dollars: float) -> list[tuple[str, Identity, float, bool]]:
    """What a derivative rides on, with signed dollars; the rest of a basket beside its parts."""
    gross = sum(abs(part.dollars) for part in thing.parts)
    if not gross:
        return [(thing.name, thing.identity, dollars, thing.is_index)]
    factor = 1.0 if gross <= _A_PART_TOO_MUCH * abs(dollars) else abs(dollars) / gross
    factor = factor if dollars > 0 else -factor
    parts = [(part.name, part.identity, factor * part.dollars, False) for part in thing.parts]
    rest = dollars - sum(amount for _, _, amount, _ in parts)
    is_whole = abs(rest) < _WEIGHT_TOLERANCE * abs(dollars)
    return parts if is_whole else [*parts, (thing.name, thing.identity, rest, True)]


def _derivative_line(
    piece: Piece, name: str, identity: Identity, weight: float, notional: float, sector: Sector, *, is_index: bool
) -> HoldingLine:
    return HoldingLine(
        symbol=identity.symbol,
        name=name,
        weight=weight,
        sector=sector,
        kind=LineKind.FUTURE if is_index or sector is not Sector.UNCLASSIFIED else LineKind.SWAP,
        market_value=fields.amount(piece.element, "valUSD"),
        notional=notional,
        price=None,
        is_foreign=not is_index and fields.currency(piece.element).code not in ("", "USD"),
        line=piece.line,
        cusip=identity.cusip,
        isin=identity.isin,
        country=fields.country_in(identity.isin),
    )


def _line(piece: Piece, kind: LineKind, weight: float, identity: Identity, name: str, sector: Sector) -> HoldingLine:
    record = piece.element
    code, country = fields.currency(record).code, fields.country(record)
    is_foreign = code != "USD" if code else country not in ("", "US")
    return HoldingLine(
        symbol=identity.symbol,
        name=name,
        weight=weight,
        sector=sector,
        kind=kind,
        market_value=fields.amount(record, "valUSD"),
        notional=None,
        price=_price(record),
        is_foreign=kind in _FOREIGN_KINDS and is_foreign,
        line=piece.line,
        cusip=identity.cusip,
        isin=identity.isin,
        country=country,
    )


def _name(record: Element, kind: LineKind) -> str:
    """A company is named by its issuer; a fund and everything else by the title, as the issuer may be a trust of many funds."""
    issuer, title = fields.text(record, "name"), fields.text(record, "title")
    return (issuer or title) if kind in (LineKind.SHARE, LineKind.PREFERRED) else (title or issuer)


def _price(record: Element) -> Decimal | None:
    shares, value = fields.amount(record, "balance"), fields.amount(record, "valUSD")
    if fields.text(record, "units").upper() != "NS" or not shares or not value:
        return None
    price = value / shares
    return Decimal(price).quantize(_PRICE_PLACES) if 0 < price < _NO_SHARE_COSTS else None


def _weight(record: Element, weighing: Weighing, default: float | None = None) -> tuple[float, str]:
    """The published weight, else value over net assets; a remark where it is not simply the percentage."""
    percent, by_value = fields.amount(record, "pctVal"), _by_value(record, weighing)
    if percent is not None:
        is_fraction = bool(percent) and by_value is not None and math.isclose(percent, by_value, rel_tol=_ROUNDING)
        return (percent, "Percentages written as fractions, read as such") if is_fraction else (percent / 100, "")
    if by_value is not None:
        return by_value, "No percentage, weighed by their value"
    if default is None:
        raise UnweighableError
    return default, ""


def _disagreement(record: Element, weighing: Weighing) -> float:
    by_value = _by_value(record, weighing)
    if by_value is None or fields.amount(record, "pctVal") is None:
        return 0.0
    apart = _weight(record, weighing)[0] - by_value
    return apart if abs(apart) > _WEIGHT_TOLERANCE else 0.0


def _by_value(record: Element, weighing: Weighing) -> float | None:
    value = fields.amount(record, "valUSD")
    return None if value is None or not weighing.net_assets else value / weighing.net_assets
