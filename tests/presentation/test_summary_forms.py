"""The summary in its other forms: web page, CSV and terminal say the same as paper, and their columns add up."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

import pytest

from advisor.presentation.summary import build_summary
from advisor.presentation.summary_html import summary_html
from advisor.presentation.summary_text import summary_text
from advisor.presentation.tables import as_csv, summary_csv
from advisor.presentation.views import SummaryView
from tests.presentation import invented


@pytest.fixture
def view() -> SummaryView:
    return build_summary(invented.measured(), today=invented.MONDAY)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href"}]

    def handle_data(self, data: str) -> None:
        self.text += data


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_summary_sentences(view: SummaryView) -> None:
    assert view.subtitle == "2 accounts · $200,000.00"
    assert "".join(text for text, _ in view.explanation).endswith("If they fell 30%, you would lose about $14,100.")
    assert view.seven_sources == (("VTI", "$90,000", "30.0%", "$27,000"), ("Held directly", "$20,000", "100.0%", "$20,000"))
    assert view.companies[0] == ("1", "NVIDIA", "NVDA", "$20,000", "$6,300", "17.6%")
    assert view.sectors[0] == ("Financials", "59.6%", "65.8%")  # 89,100 of 149,600; 0.657 of 0.998
    assert view.concentration[0] == ("As spread out as", "20 holdings", "47")


def test_printed_columns_add_to_their_totals(view: SummaryView) -> None:
    def dollars(text: str) -> int:
        return 0 if text == "–" else int(text.replace("$", "").replace(",", ""))

    for column, total in ((3, view.sleeve_total[2]), (4, view.sleeve_total[3]), (5, view.sleeve_total[4])):
        parts = [
            (row.label, row.share_text, row.benchmark_text, row.direct_text, row.via_text, row.value_text)[column]
            for row in view.sleeves
        ]
        assert sum(map(dollars, parts)) == dollars(total)
    assert sum(dollars(row[3]) for row in view.seven_sources) == dollars(view.seven_total_text)


def test_web_page_stands_alone_and_says_everything(view: SummaryView) -> None:
    page = _Text()
    page.feed(summary_html(view))
    assert not page.addresses
    for row in view.sleeves:
        assert row.label in page.text
        assert row.value_text in page.text
    for line in (*view.foot, view.headline, view.seven_total_text, *view.sleeve_total):
        assert line in page.text


def test_web_page_escapes_what_a_file_may_hold(view: SummaryView) -> None:
    name = "<script>alert(1)</script>"
    hostile = summary_html(SummaryView(**{**_as_fields(view), "companies": (("1", name, "X", "$1", "–", "1.0%"),)}))
    assert name not in hostile
    assert "&lt;script&gt;" in hostile


def _as_fields(view: SummaryView) -> dict[str, object]:
    return {name: getattr(view, name) for name in SummaryView.__dataclass_fields__}


def test_csv_holds_numbers_a_spreadsheet_reads(view: SummaryView) -> None:
    rows = rows_of(summary_csv(view))
    assert ["Magnificent Seven", "23.5%", "33.5%", "20000", "27000", "47000"] in rows
    assert ["Total", "100.0%", "100.0%", "40000", "160000", "200000"] in rows


def test_a_negative_share_is_a_number_and_a_formula_is_not() -> None:
    assert as_csv([("Cash", "-1.9%", "-1.9", "-1+2%", "-cmd%")]) == "Cash,-1.9%,'-1.9,'-1+2%,'-cmd%\r\n"


def test_terminal_lines_up(view: SummaryView) -> None:
    lines = summary_text(view).splitlines()
    sleeve_lines = lines[lines.index(next(line for line in lines if line.startswith("Where your money is"))) :][:11]
    assert {len(line) for line in sleeve_lines} == {len(sleeve_lines[0])}
    assert "31% of your stocks are seven companies." in lines
