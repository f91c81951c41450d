"""Make the text of a PDF that Qt wrote readable again by search and copy.

Qt names each glyph by the lowest code point that leads to it: a tabular figure by one in the private use area, a space as a
tab. The tables that say so (ToUnicode, PDF 32000-1 section 9.10.3) are plain text of fixed width, so a code is replaced in
place and no offset moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from PySide6.QtGui import QFont, QRawFont, QTextLayout

_CODE_TABLE = re.compile(rb"begincmap.*?endcmap", re.DOTALL)
# "<first glyph> <last glyph>" and then what they stand for: one code to count on from, or a code for each in brackets.
_GLYPH_RANGE = re.compile(rb"^(<[0-9A-F]{4}> <[0-9A-F]{4}> )(.+)$", re.MULTILINE)
_CODE = re.compile(rb"<([0-9A-F]{4})>")
_FIGURES = "0123456789.,:;"
_PRIVATE_USE = range(0xE000, 0xF900)
_WRONG_SPACE = {0x0009: " "}


def figure_codes(font: QFont) -> dict[int, str]:
    """Private code point by the figure it stands for, as this font draws figures; empty where figures are drawn as themselves."""
    codes: dict[int, str] = {}
    for figure in _FIGURES:
        glyph, raw_font = _drawn_glyph(figure, font)
        if glyph != raw_font.glyphIndexesForString(figure)[0]:
            private = raw_font.glyphIndexesForString("".join(map(chr, _PRIVATE_USE)))
            codes |= {code: figure for code, index in zip(_PRIVATE_USE, private, strict=True) if index == glyph}
    return codes


def searchable(pdf: bytes, fonts: Iterable[QFont]) -> bytes:
    """The same PDF with text that reads as it looks; `fonts` are those it was drawn with."""
    readable = dict(_WRONG_SPACE)
    for font in fonts:
        readable |= figure_codes(font)
    return _CODE_TABLE.sub(lambda table: _GLYPH_RANGE.sub(lambda found: _renamed(found, readable), table[0]), pdf)


def _renamed(glyph_range: re.Match[bytes], readable: Mapping[int, str]) -> bytes:
    return glyph_range[1] + _CODE.sub(lambda code: _named(code, readable), glyph_range[2])


def _named(code: re.Match[bytes], readable: Mapping[int, str]) -> bytes:
    figure = readable.get(int(code[1], 16))
    return code[0] if figure is None else f"<{ord(figure):04X}>".encode()


def _drawn_glyph(figure: str, font: QFont) -> tuple[int, QRawFont]:
    layout = QTextLayout(figure, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    run = layout.glyphRuns()[0]
    return run.glyphIndexes()[0], run.rawFont()
