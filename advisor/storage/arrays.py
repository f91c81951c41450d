"""Arrays of numbers as bytes, little-endian on every machine."""

from __future__ import annotations

import sys
from array import array
from typing import TypeVar

_Number = TypeVar("_Number", int, float)


def array_bytes(numbers: array[_Number]) -> bytes:
    """The bytes of an array."""
    if sys.byteorder == "big":
        numbers = array(numbers.typecode, numbers)
        numbers.byteswap()
    return numbers.tobytes()


def whole_numbers(typecode: str, content: bytes) -> array[int]:
    """The array of whole numbers that bytes hold; `typecode` as `array` has it."""
    numbers: array[int] = array(typecode)
    numbers.frombytes(content)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def real_numbers(content: bytes) -> array[float]:
    """The array of 64-bit floats that bytes hold."""
    numbers: array[float] = array("d")
    numbers.frombytes(content)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
