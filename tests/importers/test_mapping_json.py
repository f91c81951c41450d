"""Mappings written down survive it; what is wrong in one is said by file and key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.domain.column_mapping import MEANINGS, AmountSigns, ColumnMapping
from advisor.domain.errors import AdvisorError, InvalidRequestError, MalformedFileError
from advisor.domain.mapping_json import mapping_from_json, mapping_to_json
from advisor.domain.notation import DateOrder, DecimalMark
from advisor.domain.portfolio import TransactionKind
from advisor.domain.statement import StatementKind


@st.composite
def mappings(draw: st.DrawFn) -> ColumnMapping:
    kind = draw(st.sampled_from(StatementKind))
    texts = st.text(max_size=12)
    return ColumnMapping(
        kind=kind,
        columns={meaning: draw(texts) for meaning in MEANINGS[kind]},
        delimiter=draw(st.sampled_from(",;\t|")),
        encoding=draw(st.sampled_from((None, "utf-8", "cp1252"))),
        header_line=draw(st.none() | st.integers(1, 99)),
        decimal_mark=draw(st.sampled_from(DecimalMark)),
        date_order=draw(st.sampled_from(DateOrder)),
        currency=draw(st.sampled_from(("USD", "EUR"))),
        broker=draw(texts),
        account_name=draw(texts),
        account_number=draw(texts),
        as_of=draw(st.none() | st.dates()),
        action_words=draw(st.dictionaries(texts, st.sampled_from(TransactionKind), max_size=3)),
        amount_signs=draw(st.sampled_from(AmountSigns)),
    )


@given(mappings())
def test_a_mapping_survives_its_json(mapping: ColumnMapping) -> None:
    assert mapping_from_json(mapping_to_json(mapping), "any.json") == mapping


WHOLE = '"format": "advisor-mapping", "version": 1, "kind": "positions", "columns": {"symbol": "S", "value": "V"}'


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("nonsense", MalformedFileError, "not JSON, line 1"),
        ("[]", MalformedFileError, "not an object"),
        ("{}", MalformedFileError, "“format” is not “advisor-mapping”"),
        ('{"format": "advisor-mapping", "version": 2}', MalformedFileError, "“version” is 2"),
        (f"{{{WHOLE}, \"decimal_mark\": \",\"}}", MalformedFileError, "“decimal_mark” is \",\", but has to be one of point,"),
        (f'{{{WHOLE}, "header_line": 0}}', MalformedFileError, "“header_line” is 0, but has to be a line number"),
        (f'{{{WHOLE}, "delimiter": "ab"}}', MalformedFileError, "“delimiter” is \"ab\", but has to be a single character"),
        (f'{{{WHOLE}, "encoding": "klingon"}}', MalformedFileError, "“encoding” is \"klingon\""),
        (f'{{{WHOLE}, "as_of": "27.2.2026"}}', MalformedFileError, "“as_of” is \"27.2.2026\""),
        (f'{{{WHOLE}, "currency": "dollars"}}', MalformedFileError, "“currency” is \"dollars\""),
        (f'{{{WHOLE}, "action_words": {{"Kauf": "bye"}}}}', MalformedFileError, "“action_words” is \"bye\""),
        (f'{{{WHOLE}, "colour": "red"}}', MalformedFileError, "“colour” is no key"),
        (WHOLE.replace("value", "amount").join("{}"), MalformedFileError, "“columns” is \"amount\""),
        (WHOLE.replace(', "value": "V"', "").join("{}"), InvalidRequestError, "no column for value or price"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_mapping_is_said_by_key(text: str, error: type[AdvisorError], words: str) -> None:
    with pytest.raises(error, match=r"my\.json") as caught:
        mapping_from_json(text, "my.json")
    assert words in caught.value.message
    assert caught.value.file == "my.json"
