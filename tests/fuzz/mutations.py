"""Damage to files as it happens: cut downloads, spreadsheets that resave, columns that move, cells that hold anything."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from random import Random

from openpyxl import Workbook, load_workbook

Rows = list[list[str]]

HOSTILE = (
    *(
        "",
        " ",
        "-",
        "--",
        "n/a",
        "NaN",
        "Infinity",
        "-inf",
        "1e999999",
        "1e-400",
        "9" * 40,
        "0x1F",
        "$",
        "-$1,2,3.4.5",
        "(1,234.56)",
    ),
    *("1.234,56", "−5", "٣٤", "½", "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+1", "1_000", "12,34", "(", "()", "1.2.3", "true"),
    *("02/30/2026", "31/12/2026", "0000-00-00", "9999-12-31", "20261399", "Jan-99-2026", "1e5", "1,00,000", "00123"),
    *(
        "\u202e123",
        "\u200b",
        "😀",
        "é",
        "a\nb",
        'say "so"',
        "\x1a",
        "\ufeff",
        "\u2028",
        "x" * 300,
        "../../etc/passwd",
        "%s%n",
        "{0}",
    ),
    *(
        "Total",
        "Symbol",
        "Account Number",
        "Date",
        "-ABC260227P9",
        "912828YW4",
        "SPY   250321C00500000",
        "CASH",
        "***END OF FILE***",
    ),
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1", "cp037", "shift-jis")


def mutate(content: bytes, random: Random) -> bytes:
    """One to four kinds of damage, one after the other; the same random numbers give the same damage."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 4))):
        content = _one_kind(content, random)
    return content


def _one_kind(content: bytes, random: Random) -> bytes:
    if content.startswith(b"PK"):
        return _on_sheets(content, random) if random.random() < 0.8 else _on_bytes(content, random)
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {b"<", b"{", b"["} or content.startswith((b"OFXHEADER", b"!")):
        return random.choice((_on_bytes, _on_tokens, _on_tokens, _on_lines))(content, random)
    return random.choice((_on_bytes, _on_table, _on_table, _on_table, _on_lines))(content, random)


def _on_bytes(content: bytes, random: Random) -> bytes:
    if not content:
        return random.choice((b"\xff", b"\n", b"Symbol,Value\n"))
    at, length = random.randrange(len(content)), random.choice((1, 2, 7, 60, 400))
    return random.choice(
        (
            lambda: content[:at],
            lambda: content[at:],
            lambda: content[:at] + content[at + length :],
            lambda: content[:at] + content[at : at + length] * 2 + content[at + length :],
            lambda: content[:at] + random.randbytes(min(length, 7)) + content[at + 1 :],
            lambda: content[:at] + random.choice((b'"', b'""', b"'", b"\x00", b"\r", b"\n\n", b",", b";", b"\t")) + content[at:],
            lambda: content * random.choice((2, 3)),
            lambda: random.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\n\n", b" ", b"sep=,\n", b"%PDF")) + content,
            lambda: content.replace(b"\r\n", b"\n").replace(b"\n", random.choice((b"\r", b"\r\n", b"\r\r\n", b"\x0b", b"\x85"))),
            lambda: _text(content).encode(random.choice(ENCODINGS), "replace"),
        )
    )()


def _on_lines(content: bytes, random: Random) -> bytes:
    lines = content.splitlines(keepends=True)
    if not lines:
        return content
    at = random.randrange(len(lines))
    match random.choice(("drop", "repeat", "swap", "blank", "junk")):
        case "drop":
            del lines[at]
        case "repeat":
            lines.insert(at, lines[at])
        case "swap":
            other = random.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        case "blank":
            lines.insert(at, random.choice((b"\n", b",,,,\n", b'""\n', b"   \n")))
        case "junk":
            lines.insert(at, random.choice(HOSTILE).encode("utf-8", "replace") + b"\n")
    return b"".join(lines)


def _on_tokens(content: bytes, random: Random) -> bytes:
    """Drop, double or cross a tag, a brace or what stands between them."""
    parts = re.split(rb"(<[^<>]{1,60}>|[{}\[\]:,\n])", content)
    at = random.randrange(len(parts))
    chance = random.random()
    if chance < 0.3:
        del parts[at]
    elif chance < 0.5:
        parts.insert(at, parts[at])
    elif chance < 0.6:
        parts[at] = parts[random.randrange(len(parts))]
    else:
        parts[at] = random.choice(HOSTILE).encode("utf-8", "replace")
    return b"".join(parts)


def _on_table(content: bytes, random: Random) -> bytes:
    text = _text(content)
    delimiter = max(",;\t", key=text.count)
    try:
        rows = list(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter))
    except csv.Error:
        return content[: len(content) // 2]
    if not rows:
        return content
    _damage(rows, random)
    written = io.StringIO(newline="")
    writer = csv.writer(
        written,
        delimiter=random.choice((delimiter, delimiter, delimiter, ",", ";", "\t")),
        quoting=random.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
        lineterminator=random.choice(("\n", "\r\n")),
    )
    writer.writerows(rows)
    return written.getvalue().encode("utf-8", "surrogatepass")


def _damage(rows: Rows, random: Random) -> None:
    at = random.randrange(len(rows))
    random.choice(_DAMAGES)(rows, at, random)


def _replace(rows: Rows, at: int, random: Random) -> None:
    if rows[at]:
        rows[at][random.randrange(len(rows[at]))] = random.choice(HOSTILE)


def _swap_cells(rows: Rows, at: int, random: Random) -> None:
    other = rows[random.randrange(len(rows))]
    if rows[at] and other:
        here, there = random.randrange(len(rows[at])), random.randrange(len(other))
        rows[at][here], other[there] = other[there], rows[at][here]


def _drop_cell(rows: Rows, at: int, random: Random) -> None:
    if rows[at]:
        del rows[at][random.randrange(len(rows[at]))]


def _insert_cell(rows: Rows, at: int, random: Random) -> None:
    rows[at].insert(random.randrange(len(rows[at]) + 1), random.choice(HOSTILE))


def _cut_row(rows: Rows, at: int, random: Random) -> None:
    del rows[at][random.randrange(len(rows[at]) + 1) :]


def _repeat_row(rows: Rows, at: int, random: Random) -> None:
    rows.insert(random.randrange(len(rows) + 1), list(rows[at]))


def _drop_row(rows: Rows, at: int, _random: Random) -> None:
    del rows[at]


def _pad_all(rows: Rows, _at: int, random: Random) -> None:
    """As a spreadsheet does: every row as long as the longest."""
    width = max(map(len, rows)) + random.choice((0, 0, 1, 3))
    for row in rows:
        row.extend([""] * (width - len(row)))


def _move_column(rows: Rows, _at: int, random: Random) -> None:
    width = max(map(len, rows))
    if width:
        source, target = random.randrange(width), random.randrange(width)
        for row in rows:
            if source < len(row):
                row.insert(min(target, len(row) - 1), row.pop(source))


def _drop_column(rows: Rows, _at: int, random: Random) -> None:
    width = max(map(len, rows))
    if width:
        column = random.randrange(width)
        for row in rows:
            del row[column : column + 1]


def _add_column(rows: Rows, _at: int, random: Random) -> None:
    column, cell = random.randrange(max(map(len, rows)) + 1), random.choice(HOSTILE)
    for row in rows:
        if row:
            row.insert(min(column, len(row)), cell)


def _change_case(rows: Rows, at: int, random: Random) -> None:
    rows[at] = [random.choice((str.upper, str.lower, str.title))(cell) for cell in rows[at]]


_DAMAGES: tuple[Callable[[Rows, int, Random], None], ...] = (
    *(_replace, _replace, _replace, _swap_cells, _drop_cell, _insert_cell, _cut_row, _repeat_row, _drop_row),
    *(_pad_all, _move_column, _drop_column, _add_column, _change_case),
)


def _on_sheets(content: bytes, random: Random) -> bytes:
    """The cells of a workbook that can still be opened, damaged and saved again."""
    try:
        book = load_workbook(io.BytesIO(content), read_only=True)
        sheets = {
            sheet.title: [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            for sheet in book.worksheets
        }
    except Exception:  # noqa: BLE001 - damaged before: damage it further
        return _on_bytes(content, random)
    damaged = Workbook()
    damaged.remove(damaged.active)
    for title, rows in sheets.items():
        if rows:
            _damage(rows, random)
        sheet = damaged.create_sheet(title[:31] or "Sheet")
        for row in rows:
            sheet.append([re.sub(r"[\000-\010\013\014\016-\037]", "", cell) for cell in row])
    saved = io.BytesIO()
    damaged.save(saved)
    return saved.getvalue()


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig", "replace")
