"""Rotation in the real window: worked out from the bundled closes, with and without books; the finder leads into it."""

from __future__ import annotations

import pytest

from advisor.ui.dialogs.page_help import PageHelpDialog
from advisor.ui.finding import Finding
from advisor.ui.pages.rotation import RotationPage
from advisor.ui.widgets import Headline, Label


@pytest.fixture
def rotation(qtbot, furnished) -> RotationPage:
    page = furnished.findChild(RotationPage)
    assert not page.parts, "nothing is worked out before somebody looks"
    furnished.show_page("rotation")
    qtbot.waitUntil(lambda: "market" in page.parts and not furnished.workspace.runner.busy, timeout=60_000)
    return page


def test_without_books_everything_stands_on_the_bundled_closes(rotation):
    told = rotation.findChild(Headline).text()
    assert "493" in told and "the seven" in told.lower() and told.endswith("since Jan 2.")
    market = rotation.parts["market"]
    assert market.standing.sentence.isHidden() and market.map.panel.chart.view.points
    assert any("as they came with the program" in label.text() for label in rotation.findChildren(Label))


def test_books_put_the_money_into_the_market_at_once(qtbot, furnished, rotation):
    market = rotation.parts["market"]
    furnished.workspace.open_sample()
    qtbot.waitUntil(lambda: bool(market.standing.table.standing_rows()), timeout=60_000)
    assert any(point.share for point in market.map.panel.chart.view.points)
    whole = market.standing.table.standing_rows()[-1].share_text
    furnished.workspace.choose_account(next(iter(furnished.workspace.portfolio.portfolio.accounts)).id)
    qtbot.waitUntil(lambda: market.standing.table.standing_rows()[-1].share_text != whole, timeout=60_000)


def test_every_part_can_be_looked_at(rotation):
    for _name, subject in rotation.places():
        rotation.focus_subject(subject)
        assert rotation.parts[subject.partition(":")[0]].isVisible()
    assert list(rotation.parts) == ["market", "breadth", "signals", "themes", "ledger"]


def test_the_finder_leads_into_the_parts(furnished, rotation, themes):
    offered = {entry.text: entry for entry in Finding(furnished, furnished.workspace, themes)._entries()}
    furnished.show_page("overview")
    offered["Rotation: Signals"].run()
    assert furnished.shown == "rotation" and rotation.parts["signals"].isVisible()


def test_f1_tells_what_the_page_means(furnished, rotation):
    furnished.commands.page_help.trigger()
    told = " ".join(label.text() for label in furnished.findChild(PageHelpDialog).findChildren(Label))
    assert "Whether leadership broadens" in told
