"""The row of buttons at the foot of every dialog."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox

from advisor.ui.widgets import Button, PrimaryButton

# Qt's number for the order of GNOME: the primary button at the far right. Fusion would put it left of Cancel.
_PRIMARY_LAST = "QDialogButtonBox { button-layout: 3; }"


def add_buttons(dialog: QDialog, primary: Button, dismiss: str = "Cancel", *, prefer_dismiss: bool = False) -> QDialogButtonBox:
    """A box with the primary button and one that dismisses: Esc dismisses, Enter is the primary unless that is preferred not."""
    box = QDialogButtonBox()
    box.setStyleSheet(_PRIMARY_LAST)
    leave = Button(dismiss)
    box.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
    box.addButton(primary, QDialogButtonBox.ButtonRole.AcceptRole)
    (leave if prefer_dismiss else primary).setDefault(True)
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box


def close_button(dialog: QDialog) -> QDialogButtonBox:
    """The foot of a dialog that only shows something: Enter and Esc both leave."""
    box = QDialogButtonBox()
    leave = PrimaryButton("Close")
    box.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
    box.rejected.connect(dialog.reject)
    leave.setDefault(True)
    return box


def focus_default(dialog: QDialog) -> None:
    """Let the keyboard begin at the button that Enter presses; call it once everything is laid out."""
    for button in dialog.findChildren(Button):
        if button.isDefault():
            button.setFocus()
