"""A plan as a PDF: as many sheets as it takes, each with the disclaimer and its number, readable by a search."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from advisor.presentation.plan_print import build_plan_print
from advisor.ui.plan_sheets import write_plan_pdf
from tests.advice.households import TRADE_DAY
from tests.advice.kept import PLAN

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize(("page", "size"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_each_sheet_has_its_foot(tmp_path: Path, page: str, size: tuple[int, int]) -> None:
    view = build_plan_print(replace(PLAN, trades=PLAN.trades * 8), "Autumn", TRADE_DAY)
    file = tmp_path / "plan.pdf"
    count = write_plan_pdf(view, file, page=page)
    sheets = PdfReader(file).pages
    assert count == len(sheets) > 1
    for number, sheet in enumerate(sheets, start=1):
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == size
        text = " ".join(sheet.extract_text().split())
        assert "This informs; it is no financial advice." in text
        assert f"Page {number} of {count}" in text


def test_every_figure_can_be_searched(tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    assert write_plan_pdf(build_plan_print(PLAN, "Autumn", TRADE_DAY), file) == 2
    text = " ".join(PdfReader(file).pages[0].extract_text().split())
    for expected in ("Sell 10 SEVEN (Seven Fund)", "$1,200.00", "+$600.00", "Mar 4, 2021", "12.7%", "Do not buy MAGS and SEVEN"):
        assert expected in text
