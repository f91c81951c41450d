"""The Advice page on the bundled sample, with the optimiser itself in the background."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from advisor.advice.model.target import BandRule, Destination, TargetModel
from advisor.advice.model.taxes import LotMethod
from advisor.advice.model.washing import WashPolicy
from advisor.domain.errors import InvalidRequestError, NoFeasiblePlanError
from advisor.services.suggest_options import SuggestOptions
from advisor.ui.dialogs.target_editor import TargetEditor
from advisor.ui.dialogs.taxes import TaxesDialog
from advisor.ui.dialogs.trade_in_full import TradeInFull
from advisor.ui.pages.advice import AdvicePage
from advisor.ui.pages.monthly_form import MonthlyForm
from advisor.ui.pages.plan_limits import PlanLimits
from advisor.ui.pages.plan_picture import PlanPicture
from advisor.ui.pages.plan_typing import read_money, read_symbols
from advisor.ui.pages.trade_table import TradeTable
from advisor.ui.theme import Themes

_PATIENCE_MS = 60_000


@pytest.fixture
def unseen_page(qtbot, qapp, runner, sample_measured):
    made = AdvicePage(Themes("light"), runner)
    qtbot.addWidget(made)
    made.resize(1084, 714)
    made.show_measured(sample_measured)
    qtbot.waitUntil(lambda: not runner.busy, timeout=_PATIENCE_MS)
    return made


@pytest.fixture
def page(qtbot, unseen_page, runner):
    unseen_page.show()
    qtbot.waitUntil(lambda: not runner.busy, timeout=_PATIENCE_MS)
    return unseen_page


def _press(qtbot, page: AdvicePage, words: str) -> None:
    buttons = [button for button in page.findChildren(QPushButton) if button.isVisible()]
    button = next(button for button in buttons if words in (button.text(), button.accessibleName()))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def _field(page: AdvicePage, name: str) -> QLineEdit:
    return next(field for field in page.findChildren(QLineEdit) if field.accessibleName() == name)


def _texts(page: AdvicePage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def _wait_for_plan(qtbot, page: AdvicePage) -> None:
    qtbot.waitUntil(lambda: "Stop and keep" not in [b.text() for b in page.findChildren(QPushButton) if b.isVisible()],
                    timeout=_PATIENCE_MS)  # fmt: skip


def _trades(page: AdvicePage) -> list[tuple[str, str]]:
    return [(row.action, row.symbol) for row in page.findChild(TradeTable).standing_rows() if row.level == 1]


def _trades_seen(page: AdvicePage) -> list[tuple[str, str]]:
    return _trades(page) if page.findChild(TradeTable).isVisible() else []


def _target(page: AdvicePage) -> QComboBox:
    return next(combo for combo in page.findChildren(QComboBox) if combo.accessibleName() == "Target")


def test_a_plan_says_what_why_and_what_speaks_against_it(qtbot, page):
    trades = _trades(page)
    assert trades
    assert all(row.why for row in page.findChild(TradeTable).standing_rows() if row.level == 1)
    words = _texts(page)
    for expected in (
        "Before and after",
        "What it costs",
        "Read both sides",
        "Against",
        "This informs; it is no financial advice.",
    ):
        assert expected in words


def test_a_monthly_amount_goes_first_where_no_yearly_limit_holds_it(page):
    page.focus_subject("monthly")
    assert page.findChild(MonthlyForm).account.currentText().startswith("Individual - TOD")


def test_costs_say_what_their_words_mean(page):
    told = {row.accessibleName().split(" ")[0]: row.accessibleDescription() for row in page.findChildren(QWidget)}
    assert "usual year" in told["Tracking"] and "elsewhere than the target" in told["Gap"]


def test_money_taken_out_or_added_is_told_with_its_account(qtbot, page):
    for typed, told in (("-20000", "$20,000</b> leaves Individual - TOD."), ("2000", "$2,000</b> goes into Individual - TOD.")):
        _field(page, "New cash").setText(typed)
        qtbot.keyClick(_field(page, "New cash"), Qt.Key.Key_Return)
        _wait_for_plan(qtbot, page)
        plain = [label.text() for label in page.findChildren(QLabel) if "Individual - TOD." in label.text()]
        assert any(told.partition("</b>")[2] in text and told.partition("</b>")[0] in text for text in plain)


def test_the_target_says_what_it_is(qtbot, page):
    combo = _target(page)
    assert combo.count() >= 3
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    assert combo.itemData(1, Qt.ItemDataRole.ToolTipRole) == combo.toolTip() == combo.accessibleDescription()
    _wait_for_plan(qtbot, page)


def test_what_must_not_be_sold_is_not_sold(qtbot, page):
    sold = {symbol for action, symbol in _trades(page) if action == "Sell"}
    symbol = sorted(sold)[0]
    _press(qtbot, page, "More limits")
    _field(page, "Never sell").setText(symbol.lower())
    qtbot.keyClick(_field(page, "Never sell"), Qt.Key.Key_Return)
    _wait_for_plan(qtbot, page)
    assert ("Sell", symbol) not in _trades(page)

    _press(qtbot, page, "More limits")
    _press(qtbot, page, f"Take away: Never sell {symbol.lower()}")
    _wait_for_plan(qtbot, page)
    assert ("Sell", symbol) in _trades(page)


def test_limits_are_remembered_with_the_books(qtbot, page, runner, sample_measured):
    _press(qtbot, page, "More limits")
    _field(page, "One company at most").setText("4%")
    _field(page, "Gains at most").setText("$900")
    qtbot.keyClick(_field(page, "One company at most"), Qt.Key.Key_Return)
    _wait_for_plan(qtbot, page)
    again = AdvicePage(Themes("light"), runner)
    qtbot.addWidget(again)
    again.show_measured(sample_measured)
    qtbot.waitUntil(lambda: not runner.busy, timeout=_PATIENCE_MS)
    assert _field(again, "One company at most").text() == "4%"
    assert _field(again, "Gains at most").text() == "$900"
    assert "Take away: No company over 4%" in [b.accessibleName() for b in again.findChildren(QPushButton)]


def test_a_bare_number_is_a_per_cent_where_a_share_is_asked(qtbot, page):
    _press(qtbot, page, "More limits")
    for typed, chip in (("4", "4%"), ("1", "1%"), ("4%", "4%"), ("0.04", "0.04")):
        _field(page, "One company at most").setText(typed)
        assert f"Take away: No company over {chip}" in [b.accessibleName() for b in page.findChildren(QPushButton)]
    panel = page.findChild(PlanLimits)
    panel.restore({"company_max": "4", "max_turnover": "20"})
    limited = panel.apply(SuggestOptions(TargetModel("x", "X", "", {}), date(2026, 7, 13)))
    assert (limited.company_max, limited.max_turnover) == (0.04, 0.2)


def test_the_wheel_scrolls_the_page_and_leaves_the_target(qtbot, page):
    target = next(box for box in page.findChildren(QComboBox) if box.accessibleName() == "Target")
    chosen = target.currentText()
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    target.wheelEvent(event)
    assert target.currentText() == chosen and not event.isAccepted()


def test_every_limit_has_a_name_and_says_what_it_does(page):
    panel = page.findChild(PlanLimits)
    fields = [*panel.findChildren(QLineEdit), *panel.findChildren(QComboBox)]
    assert len(fields) >= 16
    assert all(field.accessibleName() and field.toolTip() for field in fields)
    assert len({field.accessibleName() for field in fields}) == len(fields)


def test_limits_mean_what_they_say(qapp):
    usual = SuggestOptions(TargetModel("x", "X", "", {}), date(2026, 7, 13))
    limits = PlanLimits()
    assert limits.apply(usual) == usual
    limits.restore(
        {"no_buy": "qqq", "max_turnover": "20%", "buy_only": "yes", "band": "3", "destination": "edge", "risk_price": "0.0",
         "lot_method": "hifo", "wash_policy": "forbid", "prefer_location": "yes", "cost_per_trade": "$9", "time_limit": "60"}
    )  # fmt: skip
    meant = limits.apply(usual)
    assert meant.no_buy == {"QQQ"}
    assert (meant.max_turnover, meant.buy_only, meant.risk_price, meant.prefer_location) == (0.2, True, 0.0, True)
    assert (meant.band.rule, meant.band.points, meant.destination) == (BandRule.ABSOLUTE, 0.03, Destination.EDGE)
    assert (meant.lot_method, meant.wash_policy) == (LotMethod.HIFO, WashPolicy.FORBID)
    assert (meant.cost_per_trade, meant.time_limit) == (9.0, 60.0)
    limits.clear("minimum_trade")
    assert limits.apply(usual).minimum_trade == 0
    limits.restore({"no_sell": "AAPL, VTI"})
    limits.clear("no_sell:AAPL")
    assert limits.apply(usual).no_sell == {"VTI"}


def test_a_locked_trade_stays_as_it_is_and_a_dropped_one_leaves_until_it_is_taken_back(qtbot, page):
    table = page.findChild(TradeTable)
    row = next(row for row in table.standing_rows() if row.action == "Buy")
    table.choose(row.key)
    qtbot.keyClick(table.tree, Qt.Key.Key_Space)
    assert next(each for each in table.standing_rows() if each.key == row.key).locked
    _press(qtbot, page, "Solve again")
    _wait_for_plan(qtbot, page)
    kept = next(each for each in table.standing_rows() if each.key == row.key)
    assert (kept.shares_text, kept.locked) == (row.shares_text, True)

    table.clear_selection()
    table.choose(row.key)
    qtbot.keyClick(table.tree, Qt.Key.Key_Delete)
    _wait_for_plan(qtbot, page)
    assert row.key not in [each.key for each in table.standing_rows()]
    _press(qtbot, page, f"Take away: No buy of {row.symbol} in {row.account}")
    _wait_for_plan(qtbot, page)
    assert row.key in [each.key for each in table.standing_rows()]


def test_enter_opens_a_trade_in_full_and_its_symbol_can_be_left_as_it_is(qtbot, page):
    table = page.findChild(TradeTable)
    row = next(row for row in table.standing_rows() if row.action == "Sell")
    table.choose(row.key)
    qtbot.keyClick(table.tree, Qt.Key.Key_Return)
    dialog = page.findChild(TradeInFull)
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert row.why in said
    assert any("tax" in words for words in said)
    dialog.accept()
    _wait_for_plan(qtbot, page)
    assert ("Sell", row.symbol) not in _trades(page)
    _press(qtbot, page, f"Unlock {row.symbol}")
    _wait_for_plan(qtbot, page)
    assert ("Sell", row.symbol) in _trades(page)


def test_export_gives_away_every_trade_with_its_lots(qtbot, page):
    trades = _trades(page)
    given = []
    page.export_asked.connect(lambda stem, text: given.append((stem, text)))
    page.export_view()
    ((stem, text),) = given
    assert stem == "trades"
    rows = [(row["action"].capitalize(), row["symbol"]) for row in csv.DictReader(io.StringIO(text)) if row["symbol"]]
    assert sorted(rows) == sorted(trades)


def test_a_target_from_a_file_is_read_and_chosen(qtbot, page, tmp_path, monkeypatch):
    file = tmp_path / "mine.json"
    file.write_text(json.dumps({"format": "advisor-target", "version": 1, "name": "My own", "sleeves": {"sp493": 1.0}}))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    combo = _target(page)
    combo.activated.emit(combo.count() - 1)
    assert combo.currentText() == "My own"
    _wait_for_plan(qtbot, page)


def test_the_first_plan_is_made_when_the_page_is_looked_at_and_not_before(qtbot, unseen_page, runner):
    assert not _trades(unseen_page)
    unseen_page.show()
    assert runner.busy
    qtbot.waitUntil(lambda: not runner.busy, timeout=_PATIENCE_MS)
    assert _trades(unseen_page)
    assert _target(unseen_page).currentText() == "Broadening"


def test_the_keyboard_stays_on_the_page_when_its_part_leaves(qtbot, page):
    next(button for button in page.findChildren(QPushButton) if button.text().strip() == "Solve again").setFocus()
    page.focus_subject("kept")
    assert page.focusWidget().text() == "Kept plans"


def test_another_benchmark_keeps_the_plan_and_other_books_make_a_new_one(qtbot, page, runner, sample_measured):
    page.show_measured(replace(sample_measured, database="elsewhere"))
    assert not runner.busy
    assert _trades(page)
    portfolio = sample_measured.portfolio
    page.show_measured(replace(sample_measured, portfolio=replace(portfolio, positions=portfolio.positions[:-1])))
    assert not _trades_seen(page)
    qtbot.waitUntil(lambda: not runner.busy and bool(_trades_seen(page)), timeout=_PATIENCE_MS)


def test_without_positions_the_page_leads_to_the_import(qtbot, unseen_page, sample_measured):
    nothing = replace(sample_measured.portfolio, positions=())
    unseen_page.show_measured(replace(sample_measured, portfolio=nothing, exposure=None))
    unseen_page.show()
    with qtbot.waitSignal(unseen_page.navigate) as led:
        _press(qtbot, unseen_page, "Import a file")
    assert led.args[0] == "overview"


def test_a_target_of_ones_own_is_used_at_once_and_remembered(qtbot, page, runner, sample_measured):
    combo = _target(page)
    combo.activated.emit(combo.findText("Your own…"))
    editor = page.findChild(TargetEditor)
    bonds = next(f for f in editor.findChildren(QDoubleSpinBox) if f.accessibleName() == "Target for Bonds")
    seven = next(f for f in editor.findChildren(QDoubleSpinBox) if f.accessibleName() == "Target for Magnificent Seven")
    moved = 20.0
    bonds.setValue(bonds.value() + moved)
    seven.setValue(seven.value() - moved)
    editor.accept()
    qtbot.waitUntil(lambda: not runner.busy, timeout=_PATIENCE_MS)
    assert combo.currentText() == "My target"
    assert any(symbol == "BND" for action, symbol in _trades(page) if action == "Buy")

    again = AdvicePage(Themes("light"), runner)
    qtbot.addWidget(again)
    again.show_measured(sample_measured)
    qtbot.waitUntil(lambda: not runner.busy, timeout=_PATIENCE_MS)
    assert _target(again).findText("My target") >= 0


def test_cancelling_at_the_foot_of_the_window_ends_the_search_and_leaves_a_plan_in_sight(qtbot, page, runner):
    jobs = []
    runner.started.connect(jobs.append)
    _press(qtbot, page, "Solve again")
    (job,) = jobs
    job.progressed.connect(lambda _done, _total, words: job.cancel() if "best plan" in words else None)
    qtbot.waitUntil(lambda: not runner.busy, timeout=_PATIENCE_MS)
    assert page.findChild(PlanPicture).isVisible()
    assert "Stop and keep" not in [b.text() for b in page.findChildren(QPushButton) if b.isVisible()]


def test_no_feasible_plan_names_the_rule_and_offers_to_loosen_it(qtbot, page):
    _field(page, "New cash").setText("-$900,000")
    _press(qtbot, page, "Solve again")
    _wait_for_plan(qtbot, page)
    assert "The withdrawal is larger than everything you own" in _texts(page)
    _press(qtbot, page, "Take nothing out")
    _wait_for_plan(qtbot, page)
    assert _trades(page)


def test_a_field_that_is_no_amount_is_told(qtbot, page):
    _field(page, "New cash").setText("lots")
    with qtbot.waitSignal(page.failed) as told:
        _press(qtbot, page, "Solve again")
    assert isinstance(told.args[0], InvalidRequestError)
    assert not isinstance(told.args[0], NoFeasiblePlanError)
    assert "New cash" in told.args[0].hint


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("", None), ("$6,000", Decimal(6000)), ("-250.50", Decimal("-250.50")), ("−$1,000", Decimal(-1000)), (" 0 ", Decimal(0))],
)
def test_typed_dollars(typed, meant):
    assert read_money(typed, "New cash") == meant


@pytest.mark.parametrize("typed", ["lots", "1e9", "12.345", "NaN", "1.2.3"])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(InvalidRequestError, match="no amount"):
        read_money(typed, "New cash")


def test_typed_symbols():
    assert read_symbols(" vti, BRK.B;aapl ") == {"VTI", "BRK.B", "AAPL"}


def test_taxes_are_asked_beside_the_limits_and_other_ones_make_another_plan(qtbot, page, runner):
    _press(qtbot, page, "Your taxes")
    dialog = page.window().findChild(TaxesDialog)
    qtbot.waitUntil(lambda: not runner.busy, timeout=_PATIENCE_MS)
    income = next(field for field in dialog.findChildren(QLineEdit) if field.accessibleName() == "Taxable income")
    income.setText("$30,000")
    with qtbot.waitSignal(dialog.saved, timeout=_PATIENCE_MS):
        dialog.accept()
    assert runner.busy
    _wait_for_plan(qtbot, page)
