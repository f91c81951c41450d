"""Reading and writing target files (`advisor-target`, version 1).

    {"format": "advisor-target", "version": 1, "name", "description",
     "sleeves": {SLEEVE: FRACTION}, "scope": [SLEEVE], "sectors": {GICS SECTOR: FRACTION}, "instruments": {SYMBOL: FRACTION},
     "companies": {"max": FRACTION}, "themes": {THEME: FRACTION},
     "bands": {"rule": "5/25" | "absolute" | "sigma", "points", "relative", "sigmas"},
     "destination": "target" | "half_way" | "edge", "candidates": [{"symbol", "price"}]}

Every key but the first two may be missing; what they mean is told in `TargetModel` and `Band`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from advisor.advice.model.target import Band, BandRule, Destination, TargetModel
from advisor.domain.classification import GICS_SECTORS, Sleeve
from advisor.domain.errors import MalformedFileError

FORMAT = "advisor-target"
VERSION = 1

# Weights typed to a few places may sum to a hair above 1.
_SUM_TOLERANCE = 1e-6

_MOST_SIGMAS = 10

_KEYS = (
    "format",
    "version",
    "name",
    "description",
    "sleeves",
    "sectors",
    "companies",
    "themes",
    "instruments",
    "bands",
    "destination",
    "candidates",
    "scope",
)

_Key = TypeVar("_Key", bound=StrEnum)


def parse_target(text: str, name: str) -> TargetModel:
    """Read a target file.

    Args:
        text: The file's JSON.
        name: The file's name, for errors, and for the target where it does not name itself.

    Raises:
        MalformedFileError: The text is no such file; the message names the key and what it may be.
    """
    return _Reader(name).target(text)


def target_to_json(target: TargetModel) -> str:
    """The target as a file that `parse_target` reads back to an equal one."""
    document: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "name": target.name,
        "description": target.description,
        "sleeves": {sleeve.value: weight for sleeve, weight in target.sleeves.items()},
        "sectors": dict(target.sectors),
        "companies": {} if target.company_max is None else {"max": target.company_max},
        "themes": dict(target.themes),
        "instruments": dict(target.instruments),
        "bands": _band_to_json(target.band),
        "destination": target.destination.value,
        "candidates": [_candidate_to_json(symbol, price) for symbol, price in target.candidates],
    }
    if target.scope:
        document["scope"] = sorted(target.scope)
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _band_to_json(band: Band) -> dict[str, object]:
    return {"rule": band.rule.value, "points": band.points, "relative": band.relative, "sigmas": band.sigmas}


def _candidate_to_json(symbol: str, price: Decimal | None) -> dict[str, object]:
    # As text: a price such as 70.12 has no exact binary fraction.
    return {"symbol": symbol} if price is None else {"symbol": symbol, "price": str(price)}


class _Reader:
    def __init__(self, name: str) -> None:
        self._name = name

    def target(self, text: str) -> TargetModel:
        document = self._document(text)
        name = self._text(document, "name") or self._name.rsplit(".", 1)[0]
        weights = self._weights(document, "sleeves", tuple(Sleeve))
        sectors = self._weights(document, "sectors", GICS_SECTORS)
        companies = self._section(document, "companies", ("max",))
        target = TargetModel(
            id=re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "target",
            name=name,
            description=self._text(document, "description"),
            sleeves=weights,
            sectors={sector.value: weight for sector, weight in sectors.items()},
            company_max=self._fraction(companies["max"], "companies.max") if "max" in companies else None,
            band=self._band(document),
            candidates=self._candidates(document),
            scope=self._scope(document, weights),
            themes=self._named_fractions(document, "themes"),
            instruments=self._instruments(document),
            destination=self._destination(document),
        )
        if not (target.sleeves or target.sectors or target.instruments or target.themes or target.company_max is not None):
            raise self._error(
                "“sleeves” names no sleeve, and nothing else is aimed at", 'Give a weight, such as {"mid_cap": 0.12}.'
            )
        return target

    def _document(self, text: str) -> Mapping[str, object]:
        try:
            document = json.loads(text.removeprefix("\ufeff"), parse_float=Decimal, parse_int=Decimal)
        except (json.JSONDecodeError, RecursionError) as error:
            line = error.lineno if isinstance(error, json.JSONDecodeError) else None
            raise MalformedFileError(f"{self._name} is not valid JSON.", file=self._name, line=line) from None
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise self._error(f"it is not a target file: “format” must be “{FORMAT}”")
        if document.get("version") != VERSION:
            raise self._error(f"“version” must be {VERSION}", "A newer version of the program may have written it.")
        for key in document:
            if key not in _KEYS:
                raise self._error(f"it does not know “{key}”", f"It may hold: {', '.join(_KEYS)}.", key)
        return document

    def _error(self, problem: str, hint: str = "", key: str | None = None) -> MalformedFileError:
        return MalformedFileError(f"{self._name}: {problem}. Nothing was changed.", hint, file=self._name, column=key)

    def _text(self, document: Mapping[str, object], key: str) -> str:
        value = document.get(key, "")
        if not isinstance(value, str):
            raise self._error(f"“{key}” must be text", key=key)
        return value.strip()

    def _section(self, document: Mapping[str, object], key: str, allowed: tuple[str, ...]) -> Mapping[str, object]:
        section = document.get(key, {})
        if not isinstance(section, dict):
            raise self._error(f"“{key}” must be an object of names and numbers", key=key)
        for name in section:
            if name not in allowed:
                raise self._error(f"“{key}” does not know “{name}”", f"It may hold: {', '.join(allowed)}.", key)
        return section

    def _weights(self, document: Mapping[str, object], key: str, allowed: tuple[_Key, ...]) -> dict[_Key, float]:
        section = self._section(document, key, allowed)
        weights = {each: self._fraction(section[each], f"{key}.{each}") for each in allowed if each in section}
        self._check_sum(weights.values(), key)
        return weights

    def _check_sum(self, weights: Iterable[float], key: str) -> None:
        total = math.fsum(weights)
        if total > 1 + _SUM_TOLERANCE:
            raise self._error(f"the weights in “{key}” sum to {total:.4g}; they may sum to at most 1", key=key)

    def _named_fractions(self, document: Mapping[str, object], key: str) -> dict[str, float]:
        section = document.get(key, {})
        if not isinstance(section, dict):
            raise self._error(f"“{key}” must be an object of names and numbers", key=key)
        return {name.strip(): self._fraction(value, f"{key}.{name}") for name, value in section.items()}

    def _instruments(self, document: Mapping[str, object]) -> dict[str, float]:
        named = self._named_fractions(document, "instruments")
        weights = {symbol.upper(): weight for symbol, weight in named.items()}
        if len(weights) < len(named) or "" in weights:
            raise self._error("each symbol in “instruments” must be named once", key="instruments")
        self._check_sum(weights.values(), "instruments")
        return weights

    def _destination(self, document: Mapping[str, object]) -> Destination:
        return self._choice(document.get("destination", Destination.TARGET), "destination", Destination)

    def _choice(self, value: object, key: str, allowed: type[_Key]) -> _Key:
        if not isinstance(value, str) or value not in tuple(allowed):
            raise self._error(f"“{key}” must be one of: {', '.join(allowed)}", key=key)
        return allowed(value)

    def _fraction(self, value: object, key: str) -> float:
        if not isinstance(value, Decimal) or not 0 <= value <= 1:
            raise self._error(f"“{key}” must be a number from 0 to 1", "Write 12% as 0.12.", key)
        return float(value)

    def _band(self, document: Mapping[str, object]) -> Band:
        section = self._section(document, "bands", ("rule", "points", "relative", "sigmas"))
        usual = Band()
        return Band(
            points=self._fraction(section["points"], "bands.points") if "points" in section else usual.points,
            relative=self._fraction(section["relative"], "bands.relative") if "relative" in section else usual.relative,
            rule=self._choice(section.get("rule", usual.rule), "bands.rule", BandRule),
            sigmas=self._sigmas(section["sigmas"]) if "sigmas" in section else usual.sigmas,
        )

    def _sigmas(self, value: object) -> float:
        if not isinstance(value, Decimal) or not 0 < value <= _MOST_SIGMAS:
            raise self._error(f"“bands.sigmas” must be a number above 0, and at most {_MOST_SIGMAS}", key="bands.sigmas")
        return float(value)

    def _candidates(self, document: Mapping[str, object]) -> tuple[tuple[str, Decimal | None], ...]:
        entries = document.get("candidates", [])
        if not isinstance(entries, list):
            raise self._error("“candidates” must be a list", key="candidates")
        read = [self._candidate(entry, number) for number, entry in enumerate(entries, start=1)]
        symbols = [symbol for symbol, _ in read]
        for symbol in symbols:
            if symbols.count(symbol) > 1:
                raise self._error(f"“candidates” names {symbol} twice", key="candidates")
        return tuple(read)

    def _candidate(self, entry: object, number: int) -> tuple[str, Decimal | None]:
        symbol = entry.get("symbol") if isinstance(entry, dict) else None
        if not isinstance(entry, dict) or not isinstance(symbol, str) or not symbol.strip():
            raise self._error(f"candidate {number} must have a “symbol” as text", key="candidates")
        price = entry.get("price")
        return symbol.strip().upper(), None if price is None else self._price(price, symbol)

    def _price(self, value: object, symbol: str) -> Decimal:
        try:
            price = Decimal(value) if isinstance(value, str) else value
        except InvalidOperation:
            price = None
        if not isinstance(price, Decimal) or not price.is_finite() or price <= 0:
            raise self._error(f"the price of {symbol} must be a number above 0", key="candidates")
        return price

    def _scope(self, document: Mapping[str, object], weights: Mapping[Sleeve, float]) -> frozenset[Sleeve]:
        names = document.get("scope", [])
        if not isinstance(names, list) or not all(isinstance(name, str) and name in tuple(Sleeve) for name in names):
            raise self._error("“scope” must be a list of sleeves", f"It may hold: {', '.join(Sleeve)}.", "scope")
        scope = frozenset(Sleeve(name) for name in names)
        if scope and not weights.keys() <= scope:
            raise self._error("“sleeves” names a sleeve outside “scope”", key="sleeves")
        return scope
