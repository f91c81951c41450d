"""Reports to the SEC against what was worked out by hand from them, and damaged or foreign files refused in words."""

from __future__ import annotations

import json
import re
import tracemalloc
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.domain.errors import AdvisorError, MalformedFileError, UnknownFileError, UnreadableFileError
from advisor.domain.fund_holdings import FundHoldingsFile, LineKind
from advisor.market.fund_lists import read_fund_list
from advisor.market.fund_names import fund_named
from advisor.market.nport import is_report, read_nport
from advisor.market.nport.document import pieces
from advisor.market.snapshot import load_snapshot

GOLDEN = Path(__file__).parents[1] / "market" / "reports"
NAMES = ["target_date", "seven_swaps", "many_kinds"]


def golden(name: str) -> bytes:
    return (GOLDEN / f"{name}.xml").read_bytes()


def report(*records: str, net_assets: str = "1000", head: str = "") -> bytes:
    """The least report that can be read, with these records."""
    return (
        '<edgarSubmission xmlns="http://www.sec.gov/edgar/nport"><formData><genInfo><seriesName>Small Fund</seriesName>'
        f"<repPdDate>2026-09-30</repPdDate></genInfo><fundInfo><netAssets>{net_assets}</netAssets>{head}</fundInfo>"
        f"<invstOrSecs>{''.join(records)}</invstOrSecs></formData></edgarSubmission>"
    ).encode()


def record(inside: str, *, percent: str = "10", asset: str = "EC") -> str:
    share = f"<pctVal>{percent}</pctVal>" if percent else ""
    return f"<invstOrSec><name>Thing</name><curCd>USD</curCd>{share}<assetCat>{asset}</assetCat>{inside}</invstOrSec>"


def only(content: bytes) -> FundHoldingsFile:
    return read_nport(content, "small.xml")


@pytest.mark.parametrize("name", NAMES)
def test_a_report_reads_as_worked_out_by_hand(name):
    expected = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    file = read_nport(golden(name), f"{name}.xml")
    assert (file.name, file.as_of.isoformat(), file.publisher) == (expected["name"], expected["as_of"], "SEC N-PORT")
    assert (file.series_id, list(file.class_ids), file.symbol) == (expected["series_id"], expected["class_ids"], "")
    lines = [[line.name, line.symbol, line.cusip, line.isin, str(line.kind), line.country] for line in file.lines]
    assert lines == [[*row[:5], row[6]] for row in expected["lines"]]
    assert [line.weight for line in file.lines] == pytest.approx([row[5] for row in expected["lines"]], abs=1e-12)
    assert [line.name for line in file.lines if line.is_foreign] == expected["foreign"]
    assert file.weight_sum == pytest.approx(expected["weight_sum"], abs=1e-12)
    assert [[row.text, row.reason] for row in file.skipped] == expected["skipped"]
    assert list(file.not_understood) == expected["not_understood"]


@pytest.mark.parametrize("name", NAMES)
def test_every_record_is_a_line_or_skipped_at_its_own_place_in_the_file(name):
    text = golden(name).decode()
    begins = [text[: found.start()].count("\n") + 1 for found in re.finditer("<invstOrSec>", text)]
    file = read_nport(golden(name), "report.xml")
    added = {"Cash, not listed", "Open gains and losses of swaps", "Cash collateral of lent securities, owed back"}
    placed = {line.line for line in file.lines if line.name not in added} | {row.line for row in file.skipped}
    assert sorted(placed) == begins
    assert file.records == len(begins)


def test_a_real_report_reads_as_counted_by_hand(shared):
    path = shared / "data" / "issuers" / "NPORT.Dupree.xml"
    file = read_fund_list(path.read_bytes(), path.name)
    assert (len(file.lines), file.as_of, file.symbol) == (55, date(2022, 12, 31), "")
    assert 100 * file.weight_sum == pytest.approx(97.84, abs=0.005)
    assert {line.kind for line in file.lines} == {LineKind.BOND}
    assert all(line.cusip and line.isin for line in file.lines)
    assert (file.skipped, file.not_understood) == ((), ())


def test_the_ticker_is_told_by_the_name_of_the_file_or_by_the_name_of_the_fund():
    assert read_nport(golden("seven_swaps"), "MAGS_nport.xml").symbol == "MAGS"
    assert read_nport(golden("seven_swaps"), "NPORT_2026.xml").symbol == ""
    book = load_snapshot(Path(__file__).parents[2] / "resources" / "reference")
    assert fund_named("VANGUARD TOTAL STOCK MARKET INDEX FUND", book) == "VTI"
    assert fund_named("Roundhill Magnificent Seven ETF", book) == "MAGS"
    assert fund_named("A Fund That Nobody Knows", book) == ""


def test_a_whole_submission_and_prefixed_names_read_alike():
    plain = read_nport(golden("target_date"), "a.xml")
    bare = golden("target_date").lstrip()
    wrapped = b"<SEC-DOCUMENT>0001.txt\n<TYPE>NPORT-P\n<TEXT>\n<XML>\n" + bare + b"</XML>\n</TEXT>\n</SEC-DOCUMENT>\n"
    prefixed = re.sub(rb"<(/?)(?=[a-zA-Z])(?!ncom:)", rb"<\1n:", bare).replace(b"xmlns=", b"xmlns:n=")
    in_one_line = bare.replace(b"\n", b" ")
    for content in (wrapped, prefixed, in_one_line, b"\xef\xbb\xbf" + bare):
        assert read_fund_list(content, "a.xml").weight_sum == plain.weight_sum
        assert is_report(content)
    assert read_nport(wrapped, "a.xml").lines[0].line == plain.lines[0].line + 3


def damaged() -> dict[str, bytes]:
    whole = golden("many_kinds")
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    return {
        "cut": whole[: len(whole) // 2],
        "cut at its end": whole[: whole.rindex(b"</formData>")],
        "damaged": whole.replace(b"</pctVal>", b"</pctVa>", 1),
        "laughs": laughs + whole[whole.index(b"<edgarSubmission") :].replace(b"Example Funds Trust", b"&b;"),
        "undated": whole.replace(b"<repPdDate>2026-09-30</repPdDate>", b"<repPdDate>soon</repPdDate>"),
        "without holdings": report(),
        "one endless record": report(record("<a/>" * 210_000)),
    }


@pytest.mark.parametrize("fault", damaged())
def test_a_damaged_report_is_refused_and_says_what_to_do(fault):
    with pytest.raises(MalformedFileError) as caught:
        read_nport(damaged()[fault], "report.xml")
    assert caught.value.file == "report.xml"
    assert caught.value.message.startswith("report.xml ")
    assert caught.value.hint


def test_a_broken_report_names_the_line():
    content = golden("many_kinds").replace(b"</pctVal>", b"</pctVa>", 1)
    line = content[: content.index(b"</pctVa>")].count(b"\n") + 1
    with pytest.raises(MalformedFileError) as caught:
        read_nport(content, "report.xml")
    assert caught.value.line == line


OTHERS = {
    "census": b'<edgarSubmission xmlns="http://www.sec.gov/edgar/ncen"><headerData/></edgarSubmission>',
    "census by its type": b"<edgarSubmission><submissionType>N-CEN</submissionType></edgarSubmission>",
    "managers": b'<?xml version="1.0"?>\n<informationTable xmlns="http://www.sec.gov/edgar/document/thirteenf/informationtable"/>',
    "web page": b"<!DOCTYPE html>\n<html><body>NPORT-P</body></html>",
    "table": b"Ticker,Name\nAAPL,Apple\n",
}


@pytest.mark.parametrize("kind", OTHERS)
def test_another_kind_of_file_is_named_and_refused(kind):
    with pytest.raises(UnknownFileError) as caught:
        read_nport(OTHERS[kind], "other.xml")
    assert "primary_doc.xml" in caught.value.hint
    assert not is_report(OTHERS[kind])


def test_nothing_and_an_unknown_encoding_are_unreadable():
    with pytest.raises(UnreadableFileError):
        read_nport(b" \n", "empty.xml")
    with pytest.raises(UnreadableFileError):
        read_nport(b'<?xml version="1.0" encoding="klingon"?>' + report(), "odd.xml")


@pytest.mark.parametrize("percent", range(0, 100, 7))
def test_no_cut_and_no_garbage_ever_raises_anything_else(percent):
    whole = golden("many_kinds")
    cut = len(whole) * percent // 100
    for content in (whole[:cut], whole[:cut] + b"\x00\xff<" + whole[cut + 3 :]):
        with pytest.raises(AdvisorError):
            read_nport(content, "report.xml")


def swap(legs: str, *, notional: str = "500", outside: str = "", inside: str = "") -> bytes:
    derivative = (
        "<derivativeInfo><swapDeriv><descRefInstrmnt><otherRefInst><issuerName>Apple</issuerName><identifiers>"
        '<ticker value="AAPL"/></identifiers></otherRefInst></descRefInstrmnt>'
        f"{legs}{inside}<notionalAmt>{notional}</notionalAmt><curCd>USD</curCd></swapDeriv></derivativeInfo>"
    )
    return report(record(outside + derivative, percent="1", asset="DE"))


RECEIVES = "<otherRecDesc>Total return</otherRecDesc>"
PAYS = "<otherPmntDesc>Performance of the share</otherPmntDesc>"


@pytest.mark.parametrize(
    ("content", "weight", "is_stated"),
    [
        (swap(RECEIVES), 0.5, True),
        (swap(PAYS), -0.5, True),
        (swap('<floatingRecDesc floatingRtIndex="APPLE INC"/><floatingPmntDesc floatingRtIndex="1 Month SOFR"/>'), 0.5, True),
        (swap('<floatingRecDesc floatingRtIndex="FEDL01"/><floatingPmntDesc floatingRtIndex="FEDEX CORP"/>'), -0.5, True),
        (swap('<floatingRecDesc floatingRtIndex="FEDEF"/>' + PAYS), -0.5, True),
        (swap('<floatingRecDesc floatingRtIndex="US0001M"/><floatingPmntDesc floatingRtIndex="AAPL US"/>'), -0.5, True),
        (swap(RECEIVES, notional="-500"), -0.5, True),  # filers that describe both directions alike
        (swap(PAYS, notional="-500"), -0.5, True),
        (swap("", inside="<payOffProf>Short</payOffProf>"), -0.5, True),
        (swap("", outside="<payoffProfile>Short</payoffProfile>"), -0.5, True),
        (swap("", outside="<payoffProfile>N/A</payoffProfile><balance>-3</balance>"), -0.5, True),
        (swap("<otherRecDesc>SOFR less a spread</otherRecDesc>"), 0.5, False),
        (swap(RECEIVES + PAYS), 0.5, False),
    ],
)
def test_which_way_a_swap_goes(content, weight, is_stated):
    file = only(content)
    assert (file.lines[0].kind, file.lines[0].symbol) == (LineKind.SWAP, "AAPL")
    assert file.lines[0].weight == pytest.approx(weight)
    assert (file.not_understood == ()) is is_stated
    assert file.weight_sum == pytest.approx(0.01), "its open gain is money"


def test_a_filer_that_prints_the_notional_as_the_value_adds_no_money():
    content = swap(RECEIVES, notional="2000").replace(b"<pctVal>1</pctVal>", b"<pctVal>199.7</pctVal>")
    (line,) = only(content).lines
    assert line.weight == pytest.approx(2.0)


def test_a_filer_that_writes_fractions_for_percentages_is_understood():
    half = record("<valUSD>500</valUSD>", percent="0.5")
    nearly_half, little = record("<valUSD>496</valUSD>", percent="0.496"), record("<valUSD>4</valUSD>", percent="0.4")
    file = only(report(half, nearly_half, little, record("<valUSD>0</valUSD>", percent="0")))
    assert [line.weight for line in file.lines] == pytest.approx([0.5, 0.496, 0.004, 0.0])
    assert file.not_understood == ("Percentages written as fractions, read as such: 2 lines",)


@pytest.mark.parametrize(("shares", "price"), [("4", "25"), ("-4", None), ("1e-300", None), ("0", None)])
def test_a_price_is_told_where_value_and_shares_can_be(shares, price):
    told = f"<balance>{shares}</balance><units>NS</units><valUSD>100</valUSD>"
    assert only(report(record(told))).lines[0].price == (price and Decimal(price))


def test_a_rate_of_exchange_may_be_written_either_way_round():
    derivative = (
        "<derivativeInfo><futrDeriv><payOffProf>Long</payOffProf><notionalAmt>15000</notionalAmt><curCd>JPY</curCd>"
        "</futrDeriv></derivativeInfo>"
    )
    for rate in ("150", "0.0066666666667"):
        inside = f'<currencyConditional curCd="JPY" exchangeRt="{rate}"/>{derivative}'
        assert only(report(record(inside, percent="0", asset="DE"))).lines[0].weight == pytest.approx(0.1)
    unknown = report(record(derivative, percent="2", asset="DE"))
    file = only(unknown)
    assert (file.lines[0].kind, file.lines[0].weight) == (LineKind.OTHER, 0.02)
    assert "without a notional amount in dollars" in file.not_understood[0]


def test_parts_of_a_basket_in_other_units_share_its_notional():
    parts = "".join(
        f'<component><othIndName>{name}</othIndName><identifiers><ticker value="{name}"/></identifiers>'
        f"<othIndValue>{value}</othIndValue></component>"
        for name, value in (("AAA", "30000"), ("BBB", "-10000"))
    )
    basket = (
        "<derivativeInfo><swapDeriv><descRefInstrmnt><indexBasketInfo><indexName>Two</indexName>"
        f"<components>{parts}</components></indexBasketInfo></descRefInstrmnt>{RECEIVES}"
        "<notionalAmt>200</notionalAmt><curCd>USD</curCd></swapDeriv></derivativeInfo>"
    )
    lines = only(report(record(basket, percent="0", asset="DE"))).lines
    assert [(line.symbol, line.weight) for line in lines[:2]] == [("AAA", pytest.approx(0.15)), ("BBB", pytest.approx(-0.05))]
    assert sum(line.weight for line in lines) == pytest.approx(0.2), "the rest of its notional stays under its name"


def test_what_the_form_did_not_know_yet_is_told():
    newer = record("<carbonFootprint>7</carbonFootprint>") + record("<derivativeInfo><tokenDeriv/></derivativeInfo>", asset="DE")
    file = only(report(newer))
    assert file.not_understood == (
        "Derivatives of an unknown kind, counted at their market value: 1 line",
        "Element “carbonFootprint”, not read: 1 line",
    )
    assert [line.kind for line in file.lines] == [LineKind.SHARE, LineKind.OTHER]


def test_a_report_without_net_assets_still_tells_its_percentages():
    file = only(report(record("<valUSD>5</valUSD>"), net_assets="0"))
    assert [line.weight for line in file.lines] == [0.1]


def test_a_long_report_is_never_held_whole():
    one = golden("many_kinds")
    start, end = one.index(b"      <invstOrSec>"), one.index(b"    </invstOrSecs>")
    content = one[:start] + one[start:end] * 40 + one[end:]
    tracemalloc.start()
    count = sum(piece.tag == "invstOrSec" for piece in pieces(content, "long.xml"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 34 * 40
    assert peak < len(content)
