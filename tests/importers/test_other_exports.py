"""Exports that are not read by themselves are refused under their own names, with the way on."""

from __future__ import annotations

import pytest

from advisor.domain.errors import UnmappedFileError
from advisor.importers.read import read_statement

TRADE_REPUBLIC = ("datetime", "account_type", "asset_class", "amount", "original_amount", "transaction_id")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_delimiters_and_quotation_marks_make_no_difference(delimiter: str, quote: str) -> None:
    lines = (TRADE_REPUBLIC, ("2026-01-05", "DEFAULT", "STOCK", "-1,50", "", "1"))
    text = "\r\n".join(delimiter.join(f"{quote}{cell}{quote}" for cell in line) for line in lines)
    with pytest.raises(UnmappedFileError) as refusal:
        read_statement(b"\xef\xbb\xbf" + text.encode(), "export.csv")
    assert refusal.value.message.startswith("export.csv is a Trade Republic export")
    assert "--mapping" in refusal.value.hint and refusal.value.line == 1


def test_headings_are_found_below_a_preamble() -> None:
    text = "Conto : X,,\n,,\nDal : 01-01-2026,,\nData operazione,Tipo operazione,Protocollo\n"
    with pytest.raises(UnmappedFileError, match="a Directa export") as refusal:
        read_statement(text.encode(), "export.csv")
    assert refusal.value.line == 4


def test_headings_that_many_lists_have_name_no_broker_beside_others() -> None:
    alone, more = "ID;Type;Time;Symbol;Comment;Amount\n", "ID;Type;Time;Symbol;Comment;Amount;Shop\n"
    with pytest.raises(UnmappedFileError, match="an XTB export"):
        read_statement(alone.encode(), "export.csv")
    with pytest.raises(UnmappedFileError, match="of no known layout"):
        read_statement(more.encode(), "export.csv")


def test_income_report_is_not_worth_a_mapping() -> None:
    text = "Mine - Taxable Income Report between 2025-01-01 and 2025-12-31,,\n,,\nCode,Name,Date Paid\n"
    with pytest.raises(UnmappedFileError, match="a positions file is needed") as refusal:
        read_statement(text.encode(), "export.csv")
    assert "--mapping" not in refusal.value.hint
