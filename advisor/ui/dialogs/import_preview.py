"""What importing these files would do, before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from advisor.domain.column_mapping import is_mapped
from advisor.domain.statement import StatementPreview
from advisor.presentation.views import ImportPreviewView
from advisor.presentation.words import numbered
from advisor.services.import_choices import ImportChoices
from advisor.ui.dialogs.buttons import add_buttons, focus_default
from advisor.ui.dialogs.preview_pane import PreviewPane
from advisor.ui.fonts import font
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, Label, PrimaryButton, column, row, rule

_WIDTH, _WIDE_WIDTH = 900, 1120  # wide with the list of files
_HEIGHT, _TALL_HEIGHT = 588, 660  # tall for several accounts or a second row of checks
_CHECKS_IN_SIGHT = 3
_LEAST_WIDTH = 760
_ROUND_ABOUT = QSize(32, 32)  # of a small screen, for the window's frame
_MARGINS = (24, 18, 24, 16)
_FOOT_MARGINS = (24, 14, 24, 14)
_LIST_WIDTH = 220


class ImportPreviewDialog(QDialog):
    """One preview for each file; all are imported or none. Accepted means: import with `choices()`.

    Signals:
        columns_wanted: Index of a file whose columns the investor wants to explain again; the dialog closes.
    """

    columns_wanted = Signal(int)

    def __init__(self, previews: Sequence[StatementPreview], themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        renamable = len(previews) == 1 and len(previews[0].accounts) == 1
        self.panes = tuple(PreviewPane(preview, themes, renamable=renamable) for preview in previews)
        self.views = tuple(pane.view for pane in self.panes)
        self._files = tuple(preview.sha256 for preview in previews)
        self._mapped = tuple(is_mapped(preview.statement.broker) for preview in previews)
        self._shown = 0
        self.columns_button = Button("Change columns…")
        self.columns_button.clicked.connect(self._ask_for_columns)
        self.setWindowTitle("Import preview")
        self.setModal(True)
        crowded = any(len(view.accounts) > 1 or len(view.checks) > _CHECKS_IN_SIGHT for view in self.views)
        wanted = QSize(_WIDTH if len(previews) == 1 else _WIDE_WIDTH, _TALL_HEIGHT if crowded else _HEIGHT)
        self.resize(wanted.boundedTo(self.screen().availableSize() - _ROUND_ABOUT))
        self.setMinimumWidth(_LEAST_WIDTH)
        layout = column(self, (0, 0, 0, 0), 0)
        layout.addLayout(self._body(), 1)
        layout.addWidget(rule())
        layout.addLayout(self._foot())
        self._show_file(self._shown)
        focus_default(self)

    def choices(self) -> ImportChoices:
        """What the investor said, file by file."""
        said = (pane.choices() for pane in self.panes)
        return ImportChoices(by_file=dict(zip(self._files, said, strict=True)))

    def _body(self) -> QVBoxLayout:
        whole = column(None, _MARGINS, 0)
        if len(self.panes) == 1:
            whole.addWidget(self.panes[0])
            return whole
        halves = row(None, (0, 0, 0, 0), 20)
        stack = QStackedWidget()
        files = _file_list([view.file for view in self.views])
        for pane in self.panes:
            stack.addWidget(pane)
        files.currentRowChanged.connect(stack.setCurrentIndex)
        files.currentRowChanged.connect(self._show_file)
        files.setCurrentRow(0)
        halves.addWidget(files)
        halves.addWidget(stack, 1)
        whole.addLayout(halves)
        return whole

    def _show_file(self, index: int) -> None:
        self._shown = index
        self.columns_button.setVisible(self._mapped[index])

    def _ask_for_columns(self) -> None:
        self.reject()
        self.columns_wanted.emit(self._shown)

    def _foot(self) -> QVBoxLayout:
        new = [view for view in self.views if not view.already_imported and view.stored_count]
        differ = any(view.totals_differ for view in new)
        self.import_button = Button("Import anyway") if differ else PrimaryButton(_button_text(self.views, new))
        self.import_button.setEnabled(bool(new))
        box = add_buttons(self, self.import_button, "Cancel" if new else "Close", prefer_dismiss=differ or not new)
        foot = column(None, _FOOT_MARGINS, 0)
        line = row(None, (0, 0, 0, 0), 14)
        line.addWidget(self.columns_button)
        line.addStretch(1)
        line.addWidget(Label(_promise(len(new), len(self.views)), "caption", "muted"))
        line.addWidget(box)
        foot.addLayout(line)
        return foot


def _file_list(names: Sequence[str]) -> QListWidget:
    files = QListWidget()
    files.setObjectName("files")
    files.setAccessibleName("Files")
    files.setFont(font("body"))
    files.setFixedWidth(_LIST_WIDTH)
    files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for name in names:
        item = QListWidgetItem(name, files)
        item.setToolTip(name)
    return files


def _button_text(views: Sequence[ImportPreviewView], new: Sequence[ImportPreviewView]) -> str:
    if len(views) == 1 or not new:
        return views[0].button_text
    return f"Import {numbered(sum(view.stored_count for view in new), 'row')}"


def _promise(new: int, files: int) -> str:
    if not new:
        return "Nothing in here is new. Nothing will be stored."
    if files > 1:
        return "All files or none. You can undo each import at any time."
    return "You can undo this import at any time."
