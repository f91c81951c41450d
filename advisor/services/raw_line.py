"""Show a row as its file has it."""

from __future__ import annotations

from advisor.domain.errors import AdvisorError
from advisor.importers.identify import form_of
from advisor.importers.importer import Form
from advisor.importers.reading.records import decode
from advisor.importers.reading.workbook import is_workbook

_MOST_LINES = 20  # of one record: a quotation mark that is never closed would take the rest of the file
_MOST_CHARACTERS = 2000
_WITH_LINES = {Form.TABLE, Form.OFX, Form.QIF, Form.XML}


def raw_line(content: bytes, name: str, line: int) -> str:
    """The text of a file at a line, with the lines that a quoted cell runs on over.

    Empty where the file has no lines of text: in a workbook the line is the number of its row, in JSON the place of an element.
    """
    if is_workbook(content) or form_of(content) not in _WITH_LINES:
        return ""
    try:
        text, _ = decode(content, name)
    except AdvisorError:
        return ""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    record = lines[line - 1 : line]
    while record and "\n".join(record).count('"') % 2 and len(record) < _MOST_LINES and line - 1 + len(record) < len(lines):
        record.append(lines[line - 1 + len(record)])
    return "\n".join(record)[:_MOST_CHARACTERS]
