"""Dataclasses as JSON values and back, as their annotations tell: exact numbers as text, dates as ISO 8601, enums by value."""

from __future__ import annotations

import dataclasses
import math
import types
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import numpy as np

_INFINITE = {"infinity": math.inf, "-infinity": -math.inf}
_UNIONS = (Union, types.UnionType)
_NAMES = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
    date: "a day",
    Decimal: "an amount",
}


def to_json(value: Any, kind: Any) -> Any:  # noqa: ANN401 - any value that an annotation can describe
    """A value of an annotated type as JSON has it.

    Args:
        kind: A dataclass, `Decimal`, `date`, an enum, `str`, `int`, `float`, `bool`, an array of floats, or a tuple, frozenset,
            mapping or union of such.

    Raises:
        ValueError: A number that is none (NaN).
        TypeError: A kind of value that has no written form.
    """
    origin, parts = get_origin(kind), get_args(kind)
    if origin in _UNIONS:
        return _union_to_json(value, parts)
    if origin is tuple:
        return [to_json(each, part) for each, part in zip(value, _parts_of_tuple(parts, len(value)), strict=True)]
    if origin is frozenset:
        return sorted((to_json(each, parts[0]) for each in value), key=str)
    if origin is Mapping:
        return {_key_text(key, parts[0]): to_json(each, parts[1]) for key, each in value.items()}
    if origin is np.ndarray:
        return {"shape": list(value.shape), "numbers": [_float_to_json(number) for number in value.ravel().tolist()]}
    return _plain_to_json(value, kind)


def from_json(content: Any, kind: Any, where: str = "") -> Any:  # noqa: ANN401 - as in `to_json`
    """What `to_json` wrote, as a value equal to the one it was given.

    Args:
        where: The path of keys that led here, for errors.

    Raises:
        ValueError: The content is no such value; the message names where and what was expected.
    """
    origin, parts = get_origin(kind), get_args(kind)
    if origin in _UNIONS:
        return _union_from_json(content, parts, where)
    if origin is tuple:
        rows = _expected(content, list, where)
        kinds = _parts_of_tuple(parts, len(rows))
        if len(kinds) != len(rows):
            raise ValueError(f"{where or 'it'} must have {len(kinds)} parts, not {len(rows)}")
        places = range(len(rows))
        return tuple(from_json(rows[place], kinds[place], f"{where}[{place}]") for place in places)
    if origin is frozenset:
        return frozenset(from_json(each, parts[0], where) for each in _expected(content, list, where))
    if origin is Mapping:
        entries = _expected(content, dict, where).items()
        return {_key_from_text(key, parts[0], where): from_json(each, parts[1], f"{where}.{key}") for key, each in entries}
    if origin is np.ndarray:
        return _array_from_json(content, where)
    return _plain_from_json(content, kind, where)


def _parts_of_tuple(parts: tuple[Any, ...], length: int) -> tuple[Any, ...]:
    return (parts[0],) * length if len(parts) == 2 and parts[1] is Ellipsis else parts


def _plain_to_json(value: Any, kind: Any) -> Any:  # noqa: ANN401
    if _is_dataclass(kind):
        return {name: to_json(getattr(value, name), field) for name, (field, _) in _fields(kind).items()}
    if issubclass(kind, Enum):
        return kind(value).value
    if kind is Decimal:
        if not value.is_finite():
            raise ValueError(f"{value} is not an amount")
        return str(value)
    if kind is date:
        return value.isoformat()
    if kind is float:
        return _float_to_json(value)
    if kind in (str, int, bool):
        return kind(value)
    raise TypeError(f"{kind} has no written form")


def _plain_from_json(content: Any, kind: Any, where: str) -> Any:  # noqa: ANN401
    if _is_dataclass(kind):
        return _dataclass_from_json(content, kind, where)
    if kind is float:
        return _float_from_json(content, where)
    if kind in (str, int, bool):
        return _expected(content, kind, where)
    text = _expected(content, str, where)
    try:
        number: Any = date.fromisoformat(text) if kind is date else kind(text)
    except (ValueError, InvalidOperation):
        raise ValueError(f"“{text}” at {where or 'the top'} is not {_named(kind)}") from None
    if kind is Decimal and not number.is_finite():
        raise ValueError(f"“{text}” at {where or 'the top'} is not an amount")
    return number


def _is_dataclass(kind: type) -> bool:
    return dataclasses.is_dataclass(kind)


def _dataclass_from_json(content: Any, kind: type, where: str) -> Any:  # noqa: ANN401
    entries = _expected(content, dict, where)
    fields = _fields(kind)
    unknown = [key for key in entries if key not in fields]
    missing = [name for name, (_, needed) in fields.items() if needed and name not in entries]
    if unknown or missing:
        what = f"“{unknown[0]}” is not known" if unknown else f"“{missing[0]}” is missing"
        raise ValueError(f"{what} in {where or 'it'}")
    return kind(**{name: from_json(each, fields[name][0], f"{where}.{name}".lstrip(".")) for name, each in entries.items()})


@cache
def _fields(kind: Any) -> Mapping[str, tuple[Any, bool]]:  # noqa: ANN401
    """By name: the annotation, and whether there is no default to fall back on."""
    kinds = get_type_hints(kind)
    return {
        field.name: (
            kinds[field.name],
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
        )
        for field in dataclasses.fields(kind)
    }


def _union_to_json(value: Any, parts: tuple[Any, ...]) -> Any:  # noqa: ANN401
    if value is None:
        return None
    kinds = [part for part in parts if part is not type(None)]
    if len(kinds) == 1:
        return to_json(value, kinds[0])
    # Two enums may share a value: which of them it is goes with it.
    kind = next(kind for kind in kinds if isinstance(value, kind))
    return {kind.__name__: to_json(value, kind)}


def _union_from_json(content: Any, parts: tuple[Any, ...], where: str) -> Any:  # noqa: ANN401
    if content is None and type(None) in parts:
        return None
    kinds = {part.__name__ if isinstance(part, type) else "": part for part in parts if part is not type(None)}
    if len(kinds) == 1:
        return from_json(content, next(iter(kinds.values())), where)
    entries = _expected(content, dict, where)
    name = next(iter(entries), "")
    if len(entries) != 1 or name not in kinds:
        raise ValueError(f"{where or 'it'} must be one of {', '.join(kinds)}")
    return from_json(entries[name], kinds[name], where)


def _key_text(key: Any, kind: Any) -> str:  # noqa: ANN401
    text = str(key.value) if isinstance(key, Enum) else str(key)
    return f"{type(key).__name__}:{text}" if get_origin(kind) in _UNIONS else text


def _key_from_text(key: str, kind: Any, where: str) -> Any:  # noqa: ANN401
    if kind is str:
        return key
    if get_origin(kind) in _UNIONS:
        name, _, key = key.partition(":")
        kinds = {part.__name__: part for part in get_args(kind)}
        if name not in kinds:
            raise ValueError(f"“{name}” in {where or 'it'} is not one of {', '.join(kinds)}")
        kind = kinds[name]
    try:
        return kind(key)
    except ValueError:
        raise ValueError(f"“{key}” in {where or 'it'} is not {_named(kind)}") from None


def _float_to_json(number: float) -> float | str:
    if math.isnan(number):
        raise ValueError("a number is none (NaN)")
    if math.isinf(number):
        return "infinity" if number > 0 else "-infinity"
    return float(number)


def _float_from_json(content: Any, where: str) -> float:  # noqa: ANN401
    if isinstance(content, str) and content in _INFINITE:
        return _INFINITE[content]
    if isinstance(content, bool) or not isinstance(content, int | float) or not math.isfinite(content):
        raise ValueError(f"{where or 'it'} must be a number")
    return float(content)


def _array_from_json(content: Any, where: str) -> np.ndarray[Any, np.dtype[np.float64]]:  # noqa: ANN401
    entries = _expected(content, dict, where)
    numbers = [_float_from_json(number, where) for number in _expected(entries.get("numbers"), list, where)]
    shape = tuple(_expected(length, int, where) for length in _expected(entries.get("shape"), list, where))
    if math.prod(shape) != len(numbers) or min(shape, default=0) < 0:
        raise ValueError(f"{where or 'it'} has {len(numbers)} numbers, which do not fill its shape")
    return np.array(numbers, dtype=np.float64).reshape(shape)


def _expected(content: Any, kind: type, where: str) -> Any:  # noqa: ANN401
    if not isinstance(content, kind) or (kind is int and isinstance(content, bool)):
        raise ValueError(f"{where or 'it'} must be {_named(kind)}")
    return content


def _named(kind: type) -> str:
    if issubclass(kind, Enum):
        return f"one of {', '.join(str(each.value) for each in kind)}"
    return _NAMES.get(kind, kind.__name__)
