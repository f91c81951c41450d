"""OFX as institutions write it: tags left open, in one line, in old encodings; and as an attacker would write it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from advisor.domain.errors import MalformedFileError, UnknownFileError
from advisor.domain.statement import Statement
from advisor.importers.read import read_statement
from advisor.importers.reading.sgml import Element, read_tree

GOLDEN = Path(__file__).parents[1] / "golden" / "ofx"
BROKERAGE = (GOLDEN / "brokerage_one_line.ofx").read_bytes()
PLAN = (GOLDEN / "plan_401k.qfx").read_bytes()
BANK = (GOLDEN / "bank_accounts.ofx").read_bytes()


def outline(element: Element) -> list[object]:
    return [[each.tag, each.text or outline(each)] for each in element.children]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<A><B>1<C>2</A>", [["A", [["B", "1"], ["C", "2"]]]]),
        ("<A><B>1</B>\r\n<C>2</C></A>", [["A", [["B", "1"], ["C", "2"]]]]),
        ("<A><B><C>2<D>3</A>", [["A", [["B", []], ["C", "2"], ["D", "3"]]]]),  # B is empty and has no end tag
        ("<A><B/><C>2</A>", [["A", [["B", []], ["C", "2"]]]]),
        ("<a><b>AT&amp;T &lt;x&gt; &unknown;</a>", [["A", [["B", "AT&T <x> &unknown;"]]]]),
        ("<A><B>1<!-- <C>2 --></A>", [["A", [["B", "1"]]]]),
        ("<A><B><![CDATA[1 < 2 & 3]]></B></A>", [["A", [["B", "1 < 2 & 3"]]]]),
        ("<A></Z><B>1</A></A>", [["A", [["B", "1"]]]]),
        ("<A><B.C>\n 1\n</B.C></A>", [["A", [["B.C", "1"]]]]),
        ("<A><B>2 < 3</A>", [["A", [["B", "2 < 3"]]]]),
    ],
)
def test_elements_nest_with_and_without_end_tags(text: str, expected: list[object]) -> None:
    assert outline(read_tree(text, "x.ofx")) == expected


def test_an_element_knows_where_it_stands() -> None:
    text = "HEADER:1\r\n\r\n<A>\r<B>1\n<C>2</C>\n</A>"
    lines = {each.tag: (each.line, text[each.start : each.end].strip()) for each in read_tree(text, "x.ofx").walk()}
    assert lines == {"A": (3, text[12:]), "B": (4, "<B>1"), "C": (5, "<C>2</C>")}


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE OFX [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE OFX SYSTEM "file:///etc/passwd">',
        b'<!ENTITY x SYSTEM "https://example.org/">',
    ],
)
def test_document_types_and_entities_are_refused(declaration: bytes) -> None:
    with pytest.raises(MalformedFileError, match="document type or entities"):
        read_statement(BANK.replace(b"<OFX>", declaration + b"<OFX>"), "bank.ofx")


def test_endless_nesting_is_refused() -> None:
    with pytest.raises(MalformedFileError, match="nested deeper"):
        read_statement(b"<OFX>" + b"<A>" * 100_000, "deep.ofx")


def test_an_error_of_the_institution_is_passed_on() -> None:
    content = b"<OFX><SONRS><STATUS><CODE>15500<SEVERITY>ERROR<MESSAGE>Signon invalid.</STATUS></SONRS></OFX>"
    with pytest.raises(MalformedFileError, match="reports an error: “Signon invalid”"):
        read_statement(content, "error.qfx")


def names(statement: Statement) -> set[str]:
    return {each.name for each in statement.transactions}


@pytest.mark.parametrize("name", ["bank.ofx", "bank.qfx", "bank.txt"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_whatever_the_name_and_the_encoding(name: str, encoding: str) -> None:
    statement = read_statement(BANK.decode().encode(encoding), name)
    assert "Café Über & Söhne" in names(statement)
    assert [warning.line for warning in statement.warnings] == [None]  # the two days


@pytest.mark.parametrize(("page", "name"), [("1252", "Café Söhne"), ("1250", "Łódź"), ("8859-1", "Café"), ("NONE", "Café")])
def test_code_page_of_the_header(page: str, name: str) -> None:
    codec = "cp1250" if page == "1250" else "cp1252"
    header = f"OFXHEADER:100\nVERSION:102\nENCODING:USASCII\nCHARSET:{page}\n\n"
    body = BANK.decode().partition("?>\n<OFX>")[2].replace("Café Über &amp; Söhne", name)
    statement = read_statement((header + "<OFX>" + body).encode(codec), "bank.ofx")
    assert name in names(statement)
    assert any("Windows-1252" in warning.message for warning in statement.warnings) == (page == "NONE")


def test_a_file_that_breaks_off_is_refused_wherever_it_does() -> None:
    for content in (BROKERAGE, PLAN, BANK):
        end = content.index(b"</OFX>")
        for at in range(content.index(b"<OFX>"), end, 97):
            with pytest.raises(MalformedFileError, match="breaks off"):
                read_statement(content[:at], "cut.ofx")


def test_end_tags_make_no_difference() -> None:
    """The plan's file closes no value; closing each of them changes nothing but where the values end."""
    closed = "\n".join(
        f"{line}</{line.partition('>')[0].strip(' <')}>" if line.strip().partition(">")[2] else line
        for line in PLAN.decode().split("\n")
    )
    assert "<ACCTID>0098761</ACCTID>" in closed
    assert read_statement(closed.encode(), "plan.ofx") == read_statement(PLAN, "plan.ofx")


def test_true_duplicates_stay_and_reinvested_money_moves_no_cash() -> None:
    statement = read_statement(BROKERAGE, "brokerage.ofx")
    buys = [each for each in statement.transactions if each.action == "BUYSTOCK BUY YOU BOUGHT"]
    assert len(buys) == 2 and buys[0] == buys[1]
    assert [each.amount for each in statement.transactions if each.action.startswith("REINVEST")] == [Decimal(0)]


def test_a_tag_written_twice_with_different_values_is_never_chosen_from() -> None:
    content = BANK.replace(b"<TRNAMT>-120.00</TRNAMT>", b"<TRNAMT>-120.00</TRNAMT><TRNAMT>-12.00</TRNAMT>")
    statement = read_statement(content, "bank.ofx")
    assert statement.skipped[0].line == 13 and "two different values of TRNAMT" in statement.skipped[0].reason


def test_a_record_whose_end_tag_is_missing_does_not_swallow_the_next() -> None:
    content = PLAN.replace(b"<REINVDIV>Y\n          </POSMF>\n", b"<REINVDIV>Y\n", 1)
    statement = read_statement(content, "plan.ofx")
    assert [each.symbol for each in statement.positions] == ["VGTSX", "CASH"]
    assert {each.line for each in statement.skipped} == {78, 79}


def test_the_number_of_another_account_is_masked_in_what_was_left_out() -> None:
    content = BANK.replace(b"<TRNAMT>-250.00", b"<TRNAMT>x").replace(
        b"<ACCTID>0077001</ACCTID><ACCTTYPE>SAV", b"<ACCTID>998877665<ACCTTYPE>SAV"
    )
    skipped = read_statement(content, "bank.ofx").skipped[0]
    assert "<ACCTID>····7665" in skipped.text and "998877665" not in skipped.text


@pytest.mark.parametrize(
    ("host", "broker"),
    [
        ("fidelity.com", "fidelity"),
        ("vanguard.com", "vanguard"),
        ("SCHWAB.COM", "schwab"),
        ("ameritrade.com", "td_ameritrade"),
        ("etrade.com", "etrade"),
        ("ml.com", "merrill"),
        ("infidelitybooks.example", "ofx"),
    ],
)
def test_the_institution_is_the_broker_of_its_other_files(host: str, broker: str) -> None:
    content = BROKERAGE.replace(b"harborbrokers.example", host.encode())
    assert read_statement(content, "export.qfx").broker == broker


def test_a_short_position_is_negative_however_it_is_printed() -> None:
    for units, value in (("1", "215.00"), ("-1", "-215.00")):
        content = BROKERAGE.replace(
            b"<UNITS>1<UNITPRICE>2.15<MKTVAL>215.00", f"<UNITS>{units}<UNITPRICE>2.15<MKTVAL>{value}".encode()
        )
        option = next(each for each in read_statement(content, "x.ofx").positions if each.symbol.startswith("KO26"))
        assert (option.quantity, option.value) == (Decimal(-1), Decimal("-215.00"))


def test_the_investor_may_say_whose_file_it_is_where_the_file_does_not() -> None:
    assert read_statement(BROKERAGE, "x.ofx", "merrill").broker == "merrill"
    assert read_statement(PLAN, "x.qfx", "vanguard").broker == "vanguard"
    with pytest.raises(UnknownFileError, match="no file of Fidelity but of Vanguard"):
        read_statement(PLAN, "x.qfx", "fidelity")


def test_an_older_statement_of_the_same_account_is_not_added_to_the_newer_one() -> None:
    start, end = PLAN.index(b"    <INVSTMTTRNRS>"), PLAN.index(b"  </INVSTMTMSGSRSV1>")
    older = PLAN[start:end].replace(b"<DTASOF>20260831", b"<DTASOF>20260731").replace(b"<UNITS>120.5", b"<UNITS>116")
    statement = read_statement(PLAN[:end] + older + PLAN[end:], "plan.qfx")
    assert statement.imported_total == Decimal("12531.50")
    assert [row.reason for row in statement.skipped] == ["the file holds a newer statement of the same account"] * 3


def test_cash_and_margin_of_an_account_are_one_position() -> None:
    cash = [each for each in read_statement(BROKERAGE, "x.ofx").positions if each.symbol == "CASH"]
    assert [each.value for each in cash] == [Decimal("150.00")]


def test_a_balance_written_twice_counts_once() -> None:
    balance = b"<LEDGERBAL><BALAMT>1830.44</BALAMT><DTASOF>20260714120000</DTASOF></LEDGERBAL>"
    statement = read_statement(BANK.replace(balance, balance * 2), "bank.ofx")
    assert statement.imported_total == Decimal("10834.64") and "another LEDGERBAL" in statement.skipped[1].reason


def test_what_is_no_position_and_no_trade_yet_is_told() -> None:
    orders = b"<INVOOLIST><OOBUYSTOCK><OO><FITID>9<UNITS>1</OO><BUYTYPE>BUY</OOBUYSTOCK></INVOOLIST></INVSTMTRS>"
    statement = read_statement(BROKERAGE.replace(b"</INVSTMTRS>", orders), "x.ofx")
    assert "Open orders" in statement.warnings[-1].message
    loan = b"<LOANSTMTRS><CURDEF>USD</LOANSTMTRS></INVSTMTMSGSRSV1>"
    statement = read_statement(BROKERAGE.replace(b"</INVSTMTMSGSRSV1>", loan), "x.ofx")
    assert "(LOANSTMTRS)" in statement.warnings[-1].message
