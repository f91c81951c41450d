"""A file nobody knows: its columns are asked for once, and never again."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QApplication, QLabel

from advisor.ui.dialogs.column_mapping import ColumnMappingDialog
from advisor.ui.dialogs.import_preview import ImportPreviewDialog
from advisor.ui.dialogs.type_in import TypeInDialog
from advisor.ui.pages.first_run import Offer

DEPOT = "Papier;Stück;Kurs;Kurswert\nVTI;2;310,25;620,50\nMSFT;1;400,10;400,10\n"


def opened(qtbot, window, kind):
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(kind)), timeout=20_000)
    return next(each for each in window.findChildren(kind) if each.isVisible())


def accept_mapping(qtbot, window) -> None:
    dialog = opened(qtbot, window, ColumnMappingDialog)
    qtbot.waitUntil(dialog.continue_button.isEnabled, timeout=20_000)
    dialog.continue_button.click()


def accept_preview(qtbot, window) -> ImportPreviewDialog:
    dialog = opened(qtbot, window, ImportPreviewDialog)
    dialog.import_button.click()
    qtbot.waitUntil(lambda: not window.workspace.runner.busy, timeout=20_000)
    return dialog


def symbols(window) -> list[str]:
    return sorted(position.symbol for position in window.workspace.portfolio.portfolio.positions)


def test_columns_are_asked_for_once_and_remembered(qtbot, furnished, tmp_path):
    first, second = tmp_path / "depot_2026-01-30.csv", tmp_path / "depot_2026-02-27.csv"
    first.write_text(DEPOT, encoding="utf-8")
    second.write_text(DEPOT.replace("MSFT", "QQQ"), encoding="utf-8")
    furnished.files_dropped.emit([first])
    accept_mapping(qtbot, furnished)
    assert opened(qtbot, furnished, ImportPreviewDialog).views[0].stored_count == 2
    accept_preview(qtbot, furnished)
    assert symbols(furnished) == ["MSFT", "VTI"]
    furnished.files_dropped.emit([second])
    accept_preview(qtbot, furnished)
    assert not any(each.isVisible() for each in furnished.findChildren(ColumnMappingDialog))
    qtbot.waitUntil(lambda: symbols(furnished) == ["QQQ", "VTI"], timeout=20_000)


def test_each_unknown_file_asks_for_itself_and_a_known_one_goes_along(qtbot, furnished, tmp_path, fidelity_file):
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text(DEPOT, encoding="utf-8")
    two.write_text("Ticker,Market value\nVTI,100.00\n", encoding="utf-8")
    furnished.files_dropped.emit([one, fidelity_file, two])
    accept_mapping(qtbot, furnished)
    qtbot.waitUntil(lambda: "two.csv" in _asked_for(furnished), timeout=20_000)
    accept_mapping(qtbot, furnished)
    assert len(opened(qtbot, furnished, ImportPreviewDialog).panes) == 3


def _asked_for(window) -> str:
    shown = [each for each in window.findChildren(ColumnMappingDialog) if each.isVisible()]
    return shown[0].accessibleName() if shown else ""


def test_who_does_not_answer_imports_nothing(qtbot, furnished, tmp_path):
    stranger = tmp_path / "depot.csv"
    stranger.write_text(DEPOT, encoding="utf-8")
    furnished.files_dropped.emit([stranger])
    opened(qtbot, furnished, ColumnMappingDialog).reject()
    qtbot.waitUntil(lambda: not furnished.findChildren(ColumnMappingDialog), timeout=20_000)
    assert not furnished.findChildren(ImportPreviewDialog)
    assert symbols(furnished) == []


def test_a_table_copied_from_a_web_page_is_pasted(qtbot, furnished):
    QApplication.clipboard().setText("Symbol\tShares\tMarket value\nVTI\t2\t$620.50\n")
    furnished.commands.paste.trigger()
    accept_mapping(qtbot, furnished)
    accept_preview(qtbot, furnished)
    qtbot.waitUntil(lambda: symbols(furnished) == ["VTI"], timeout=20_000)


def test_what_an_importer_knows_is_pasted_without_a_question(qtbot, furnished, fidelity_file):
    QApplication.clipboard().setText(fidelity_file.read_text(encoding="utf-8-sig").replace(",", "\t"))
    furnished.commands.paste.trigger()
    assert opened(qtbot, furnished, ImportPreviewDialog).views[0].recognized_text.startswith("Fidelity")


def type_row(table, number: int, *texts: str) -> None:
    for place, text in enumerate(texts):
        table.item(number, place).setText(text)


def test_without_a_table_to_paste_it_says_what_to_do_and_takes_typing(qtbot, furnished):
    QApplication.clipboard().setText("just a word")
    furnished.commands.paste.trigger()
    dialog = opened(qtbot, furnished, TypeInDialog)
    assert any("copy them, and paste again; or type them here" in label.text() for label in dialog.findChildren(QLabel))
    type_row(dialog.table, 0, "vti", "2", "310.25")
    type_row(dialog.table, 1, "CASH", "", "", "$1,250.50")
    dialog.continue_button.click()
    preview = opened(qtbot, furnished, ImportPreviewDialog)
    assert preview.panes[0].choices().account_name is None
    accept_preview(qtbot, furnished)
    qtbot.waitUntil(lambda: symbols(furnished) == ["CASH", "VTI"], timeout=20_000)
    assert furnished.workspace.portfolio.portfolio.total_value == Decimal("1871.00")


def test_the_welcome_page_offers_to_paste(qtbot, furnished):
    QApplication.clipboard().setText("Symbol\tShares\tMarket value\nVTI\t2\t$620.50\n")
    (offer,) = (each for each in furnished.findChildren(Offer) if each.accessibleName() == "Paste a table")
    offer.click()
    assert opened(qtbot, furnished, ColumnMappingDialog).accessibleName() == "Columns of Pasted table"


def test_a_list_typed_again_replaces_the_one_of_that_name(qtbot, furnished):
    for row, held in ((("VTI", "2", "310"), ["VTI"]), (("QQQ", "1", "500"), ["QQQ"])):
        furnished.commands.type_in.trigger()
        dialog = opened(qtbot, furnished, TypeInDialog)
        assert dialog.account() == "My own list"
        type_row(dialog.table, 0, *row)
        dialog.continue_button.click()
        accept_preview(qtbot, furnished)
        qtbot.waitUntil(lambda held=held: symbols(furnished) == held, timeout=20_000)
        qtbot.waitUntil(lambda: not any(each.isVisible() for each in furnished.findChildren(ImportPreviewDialog)))


def test_an_answer_that_was_remembered_can_be_corrected_from_the_preview(qtbot, furnished, tmp_path):
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text(DEPOT, encoding="utf-8")
    second.write_text(DEPOT.replace("MSFT", "QQQ"), encoding="utf-8")
    furnished.files_dropped.emit([first])
    opened(qtbot, furnished, ColumnMappingDialog).fields.broker.setText("Hausbank")
    opened(qtbot, furnished, ColumnMappingDialog).fields.changed.emit()
    accept_mapping(qtbot, furnished)
    accept_preview(qtbot, furnished)
    furnished.files_dropped.emit([second])
    preview = opened(qtbot, furnished, ImportPreviewDialog)
    assert preview.views[0].recognized_text.startswith("Hausbank")
    preview.columns_button.click()
    dialog = opened(qtbot, furnished, ColumnMappingDialog)
    assert dialog.fields.broker.text() == "Hausbank"
    dialog.fields.broker.setText("Sparkasse")
    dialog.fields.changed.emit()
    accept_mapping(qtbot, furnished)
    corrected = opened(qtbot, furnished, ImportPreviewDialog)
    assert corrected.views[0].recognized_text.startswith("Sparkasse")


def test_what_an_importer_read_has_no_columns_to_change(qtbot, furnished, fidelity_file):
    furnished.files_dropped.emit([fidelity_file])
    assert not opened(qtbot, furnished, ImportPreviewDialog).columns_button.isVisible()
