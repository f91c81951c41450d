"""What goes on paper, by the page in front."""

from __future__ import annotations

import pytest

from advisor.ui.pages.advice import AdvicePage


class _Sheets:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def preview(self) -> None:
        self.asked.append("preview")

    def choose_pdf(self) -> None:
        self.asked.append("pdf")


@pytest.mark.parametrize(("key", "asked"), [("advice", ["preview", "pdf"]), ("exposure", [])])
def test_a_page_with_sheets_of_its_own_prints_those(furnished, monkeypatch, key, asked):
    sheets = _Sheets()
    monkeypatch.setattr(AdvicePage, "on_paper", property(lambda _page: sheets))
    monkeypatch.setattr("advisor.ui.reporting.ask_where", lambda *_: None)
    furnished.show_page(key)
    for action in (furnished.commands.print_preview, furnished.commands.save_pdf):
        action.setEnabled(True)
        action.trigger()
    assert sheets.asked == asked
