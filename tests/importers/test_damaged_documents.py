"""However a document is damaged (JSON, XML, OFX, QIF): it is refused in plain words, or every record is accounted for."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from promises import OFX_RECORD

from advisor.domain.errors import AdvisorError
from advisor.domain.statement import Statement
from advisor.importers.read import read_statement

FORMS = {".json", ".xml", ".ofx", ".qfx", ".qif"}
GOLDEN = {
    f"{path.parent.name}/{path.name}": path.read_bytes().decode("utf-8-sig")
    for path in sorted((Path(__file__).parents[1] / "golden").glob("*/*"))
    if path.suffix in FORMS and path.name != "by_hand.json" and not path.name.endswith((".expected.json", ".mapping.json"))
}
# A tag, a text in quotation marks, a number, a word, or a single mark.
PIECE = re.compile(r"</?[A-Za-z][^<>]*>|\"[^\"\n]*\"|[-+]?\d[\d.,]*|\w+|\n|[^\w\s]")
GARBAGE = (
    *(
        "",
        " ",
        "--",
        "n/a",
        "garbage",
        "NaN",
        "-Infinity",
        "1e9999",
        "9" * 40,
        "1_000",
        "12,34",
        "(",
        "()",
        "-",
        "−3.5",
        "null",
        "true",
    ),
    *(
        "½",
        "٣",
        "a\nb",
        '"',
        "{}",
        "[]",
        "[[",
        "{",
        "}",
        "x" * 200,
        "00123",
        "<",
        ">",
        "</",
        "<!--",
        "]]>",
        "&amp;",
        "&#0;",
        "^",
        "!Type:Invst",
    ),
    *("<OFX>", "</OFX>", "<STMTTRN>", "</INVPOSLIST>", "<POSSTOCK>", "0", "-1", "20261399", '{"a": 1}', "\\", "\u2028"),
)


@st.composite
def damaged_documents(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(st.sampled_from(sorted(GOLDEN)))
    pieces = PIECE.split(GOLDEN[name]), PIECE.findall(GOLDEN[name])
    between, tokens = list(pieces[0]), list(pieces[1])
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(tokens) - 1))
        match draw(st.sampled_from(("drop", "repeat", "replace", "insert", "swap", "drop many"))):
            case "drop":
                tokens[at] = ""
            case "repeat":
                tokens[at] += tokens[at]
            case "replace":
                tokens[at] = draw(st.sampled_from(GARBAGE))
            case "insert":
                tokens[at] += draw(st.sampled_from(GARBAGE))
            case "swap":
                other = draw(st.integers(0, len(tokens) - 1))
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case "drop many":
                for place in range(at, min(at + draw(st.integers(2, 40)), len(tokens))):
                    tokens[place] = ""
    return name, "".join(text for pair in zip(between, [*tokens, ""], strict=True) for text in pair)


VALUES = (
    None,
    True,
    0,
    -1,
    1e300,
    "",
    "garbage",
    "NaN",
    "2026-99-99",
    "12,34",
    "(",
    "x" * 200,
    [],
    {},
    [None],
    [[]],
    {"a": 1},
    ["a", {}],
)
JSON_GOLDEN = {name: text for name, text in GOLDEN.items() if name.endswith(".json")}


@st.composite
def damaged_json(draw: st.DrawFn) -> tuple[str, str]:
    """Still JSON, but with values of other types, keys that are gone, entries that are there twice."""
    name = draw(st.sampled_from(sorted(JSON_GOLDEN)))
    document = [json.loads(JSON_GOLDEN[name])]
    for _ in range(draw(st.integers(1, 4))):
        holders = [holder for holder in branches(document) if holder]
        holder = draw(st.sampled_from(holders))
        key = draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
        match draw(st.sampled_from(("replace", "drop", "repeat"))):
            case "drop" if holder is not document:
                del holder[key]
            case "repeat" if isinstance(holder, list):
                holder.insert(key, copy.deepcopy(holder[key]))
            case _:
                holder[key] = copy.deepcopy(draw(st.sampled_from(VALUES)))
    return name, json.dumps(document[0])


def branches(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        yield value
        for inside in value.values() if isinstance(value, dict) else value:
            yield from branches(inside)


def read_or_refuse(content: bytes, name: str) -> Statement | None:
    """The statement; None after a proper refusal."""
    file = name.rpartition("/")[2]
    try:
        return read_statement(content, file)
    except AdvisorError as refusal:
        assert refusal.exit_code == 3 and refusal.message.endswith(".") and refusal.file == file
        return None


def check_accounts(statement: Statement, text: str) -> None:
    assert statement.records == statement.structure + statement.rows_stored + len(statement.skipped)
    assert all(row.reason and row.line >= 1 for row in statement.skipped)
    keys = {account.key for account in statement.accounts}
    assert {row.account for row in (*statement.positions, *statement.lots, *statement.transactions)} <= keys
    if "<OFX>" in text.upper():
        uncommented = re.sub(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", "", text, flags=re.DOTALL)
        assert statement.records >= len(OFX_RECORD.findall(uncommented))


@settings(max_examples=600, deadline=None, derandomize=True, database=None)
@given(damaged_documents())
def test_each_record_of_a_damaged_document_is_accounted_for(damaged: tuple[str, str]) -> None:
    name, text = damaged
    statement = read_or_refuse(text.encode("utf-8", "replace"), name)
    if statement is not None:
        check_accounts(statement, text)


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(damaged_json())
def test_each_record_of_damaged_json_is_accounted_for(damaged: tuple[str, str]) -> None:
    name, text = damaged
    statement = read_or_refuse(text.encode(), name)
    if statement is not None:
        check_accounts(statement, text)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.sampled_from(sorted(GOLDEN)), st.data())
def test_a_document_cut_anywhere_never_passes_in_silence(name: str, data: st.DataObject) -> None:
    """Refused, or nothing is missing: only QIF has no end of its own, and may be cut between two entries."""
    text = GOLDEN[name]
    cut = text[: data.draw(st.integers(1, len(text) - 1))]
    statement = read_or_refuse(cut.encode(), name)
    if statement is not None:
        check_accounts(statement, cut)
        between_entries = name.endswith(".qif") and (cut.rstrip().endswith("^") or cut.rpartition("\n")[2].startswith("!"))
        assert between_entries or statement == read_or_refuse(text.encode(), name)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.sampled_from(sorted(GOLDEN)), st.data())
def test_changed_bytes_are_refused_or_read_without_an_accident(name: str, data: st.DataObject) -> None:
    content = bytearray(GOLDEN[name].encode())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    statement = read_or_refuse(bytes(content), name)
    if statement is not None:
        check_accounts(statement, "")
