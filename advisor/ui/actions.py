"""Everything the window can be told to do, each with its key, in one place: menu, shortcuts and the finder read it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from advisor.ui.icons import icon
from advisor.ui.rail import NAV
from advisor.ui.theme import Themes
from advisor.ui.window_state import SIZES

_BACK_UP = "Back up…"
_NO_BACKUP = "The sample is open. Close it to back up your own file."
_THEME_CHOICES = (("system", "Like the system"), ("light", "Light"), ("dark", "Dark"))


class Actions(QObject):
    """The window's actions; whoever carries one out connects to its `triggered`.

    Signals:
        backup_refused: Why no backup can be made now; empty where it can be again.
    """

    backup_refused = Signal(str)

    def __init__(self, window: QWidget, themes: Themes) -> None:
        super().__init__(window)
        self._window = window
        self._themes = themes
        self.import_files = self._action("Import…", "Ctrl+I", "download")
        self.paste = self._action("Paste from clipboard…", "Ctrl+V", "clipboard-paste")
        self.type_in = self._action("Type positions in…", "", "pencil")
        self.print_preview = self._action("Print preview", "Ctrl+P", "printer")
        self.save_pdf = self._action("Save PDF…", "Ctrl+Shift+P", "file-down")
        self.export = self._action("Export this page…", "Ctrl+E", "share")
        self.export_companies = self._action("Export every company…", "", "share")
        self.export_summary = self._action("Export the summary…", "", "share")
        self.export_everything = self._action("Export everything…", "", "share")
        self.open_sample = self._action("Try the sample", "", "flask-conical")
        self.close_sample = self._action("Close the sample", "", "x")
        self.back_up = self._action(_BACK_UP, "", "archive")
        self.restore = self._action("Restore a backup…", "", "archive-restore")
        self.undo = self._action("Undo the last import", "Ctrl+Z", "undo-2")
        self.taxes = self._action("Your taxes…", "", "landmark")
        self.quit = self._action("Quit", "Ctrl+Q", "log-out")
        self.find = self._action("Find or go to", "Ctrl+K", "search")
        self.refresh = self._action("Refresh", "F5", "refresh-cw")
        self.go_back = self._action("Back", "Alt+Left", "arrow-left")
        self.next_region = self._action("Next part of the window", "F6", "panels-top-left")
        self.dismiss = self._action("Dismiss", "Esc", "x")
        self.pages = {
            entry.key: self._action(entry.title, f"Ctrl+{number}", entry.icon_name) for number, entry in enumerate(NAV, start=1)
        }
        self.themes = self._theme_choices()
        self.sizes = self._size_choices()
        self.page_help = self._action("What this page means", "F1", "circle-question-mark")
        self.show_sample_open(False)

    def show_sample_open(self, is_open: bool) -> None:
        """What can be done with the sample, and that no copy of it is taken for one of the investor's own file."""
        self.open_sample.setVisible(not is_open)
        self.close_sample.setVisible(is_open)
        self.back_up.setEnabled(not is_open)
        self.back_up.setText(f"{_BACK_UP} (close the sample first)" if is_open else _BACK_UP)
        self.backup_refused.emit(_NO_BACKUP if is_open else "")

    def menu(self) -> QMenu:
        """The whole menu, grouped as a menu bar would be."""
        menu = QMenu(self._window)
        file = menu.addMenu("File")
        file.addActions([self.import_files, self.paste, self.type_in, self.refresh])
        file.addSeparator()
        file.addActions([self.print_preview, self.save_pdf])
        file.addSeparator()
        file.addActions([self.export, self.export_companies, self.export_summary, self.export_everything])
        file.addSeparator()
        file.addActions([self.back_up, self.restore, self.open_sample, self.close_sample])
        edit = menu.addMenu("Edit")
        edit.addActions([self.undo, self.find, self.taxes])
        go = menu.addMenu("Go to")
        go.addActions([*self.pages.values(), self.go_back])
        view = menu.addMenu("View")
        view.addActions(list(self.themes.values()))
        view.addSeparator()
        view.addActions(list(self.sizes.values()))
        menu.addSeparator()
        menu.addActions([self.page_help, self.quit])
        return menu

    def offered(self) -> tuple[QAction, ...]:
        """What the finder lists beside pages and symbols, as far as it can be done now."""
        listed = (
            self.import_files,
            self.paste,
            self.type_in,
            self.print_preview,
            self.save_pdf,
            self.export,
            self.export_companies,
            self.export_summary,
            self.export_everything,
            self.back_up,
            self.restore,
            self.open_sample,
            self.close_sample,
            self.undo,
            self.refresh,
            self.taxes,
            *self.themes.values(),
            *self.sizes.values(),
            self.page_help,
            self.quit,
        )
        return tuple(action for action in listed if action.isEnabled() and action.isVisible())

    def _action(self, text: str, key: str, icon_name: str) -> QAction:
        action = QAction(icon(icon_name, self._themes) if icon_name else QIcon(), text, self._window)
        if key:
            action.setShortcut(QKeySequence(key))
        self._window.addAction(action)
        return action

    def _theme_choices(self) -> dict[str, QAction]:
        group = QActionGroup(self)
        choices = {}
        for choice, text in _THEME_CHOICES:
            action = self._choice(text, group)
            action.setChecked(choice == self._themes.choice)
            action.setData(choice)
            choices[choice] = action
        return choices

    def _size_choices(self) -> dict[int, QAction]:
        group = QActionGroup(self)
        choices = {}
        for percent in SIZES:
            choices[percent] = self._choice(f"Everything at {percent}%", group)
        return choices

    def _choice(self, text: str, group: QActionGroup) -> QAction:
        """One of several, the one in force with a check: the styled menu draws no mark of its own beside an icon."""
        action = self._action(text, "", "")
        action.setCheckable(True)
        action.toggled.connect(lambda on: action.setIcon(icon("check", self._themes, "accent") if on else QIcon()))
        group.addAction(action)
        return action
