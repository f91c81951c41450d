"""Workbooks made of rows, and damage to the sheets of one. Written here, not by a library: a million of them are needed."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from random import Random
from xml.sax.saxutils import escape, quoteattr

from damaged_tables import Rows, damage_rows
from openpyxl import load_workbook

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,13})(?:\.\d{1,6})?")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def damage_workbook(content: bytes, random: Random) -> bytes:
    """A workbook, or a table that someone has opened and saved as one, with damaged sheets."""
    sheets = {title: [list(row) for row in rows] for title, rows in _rows_of(content).items()}
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        rows = random.choice(list(sheets.values()))
        if rows:
            damage_rows(rows, random)
    if random.random() < 0.1:
        sheets[f"Sheet{len(sheets) + 1}"] = [list(row) for row in random.choice(list(sheets.values()))]
    return write_workbook(sheets, typed=random.random() < 0.5)


@lru_cache(maxsize=512)
def _rows_of(content: bytes) -> Mapping[str, Rows]:
    if content.startswith(b"PK"):
        book = load_workbook(io.BytesIO(content), read_only=True)
        return {
            sheet.title: [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            for sheet in book.worksheets
        }
    text = content.decode("utf-8-sig", "replace")
    return {"Sheet1": list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=text.count)))}


def write_workbook(sheets: Mapping[str, Rows], *, typed: bool) -> bytes:
    """The bytes of a workbook.

    Args:
        typed: What looks like a number becomes one, as a spreadsheet program does it.
    """
    titles, numbers = list(sheets), range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(titles, 1))
    links = "".join(f'<Relationship Id="r{n}" Type="{_LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
    types = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPES}.worksheet+xml"/>' for n in numbers)
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{_TYPES}.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{_LINKS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SHEETS}" xmlns:r="{_LINKS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
    }
    for number, rows in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(rows, typed=typed)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, xml in parts.items():
            archive.writestr(zipfile.ZipInfo(name), xml.encode("utf-8", "replace"))
    return written.getvalue()


def _sheet(rows: Rows, *, typed: bool) -> str:
    written = "".join(f"<row>{''.join(_cell(cell, typed=typed) for cell in row)}</row>" for row in rows)
    return f'<worksheet xmlns="{_SHEETS}"><sheetData>{written}</sheetData></worksheet>'


def _cell(cell: str, *, typed: bool) -> str:
    if not cell:
        return "<c/>"
    if typed and _NUMBER.fullmatch(cell):
        return f"<c><v>{cell}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(_NO_XML.sub("", cell))}</t></is></c>'
