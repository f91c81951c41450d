"""The row of buttons at the foot of every dialog, in the order of the platform."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox

from advisor.ui.widgets import Button


def add_buttons(dialog: QDialog, primary: Button, dismiss: str = "Cancel") -> QDialogButtonBox:
    """A box with the primary button and one that dismisses; Enter is the primary, Esc the other."""
    box = QDialogButtonBox()
    cancel = Button(dismiss)
    box.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
    box.addButton(primary, QDialogButtonBox.ButtonRole.AcceptRole)
    primary.setDefault(True)
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box
