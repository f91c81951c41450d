"""A company of a theme: its weight beside the others, and how the story sees it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QLineEdit, QWidget

from advisor.domain.themes import MemberEdit, Role, ThemeMember
from advisor.presentation.rotation.themes import ROLE_WORDS, weight_meaning
from advisor.services.clock import today
from advisor.ui import metrics
from advisor.ui.choices import Select
from advisor.ui.dialogs.stated_number import StatedNumberDialog
from advisor.ui.fonts import font


class ThemeMemberDialog(StatedNumberDialog):
    """Asks for a company, its weight and its role; of a company that is there already, for weight and role."""

    def __init__(
        self, theme: str, name: str, others: float, member: ThemeMember | None = None, parent: QWidget | None = None
    ) -> None:
        """
        Args:
            theme: Id of the theme.
            name: What it is called.
            others: Sum of the other companies' weights.
        """
        self._theme = theme
        self._others = others
        self.symbol = QLineEdit(member.symbol if member else "")
        self.symbol.setFont(font("body"))
        self.symbol.setFixedHeight(metrics.CONTROL_HEIGHT)
        self.symbol.setReadOnly(member is not None)
        self.role = Select()
        for role, said in ROLE_WORDS.items():
            self.role.addItem(said, userData=role)
        title = f"{member.symbol} in “{name}”" if member else f"Add a company to “{name}”"
        sentence = "A weight counts beside the others’, in any unit. What you own of a company counts whole, whatever its weight."
        super().__init__(title, sentence, "Weight", "Keep" if member else "Add", parent)
        self.add_field("Role in the story", self.role)
        self.add_line("Symbol of the company", self.symbol)
        self.symbol.textChanged.connect(lambda _text: self._judge())
        self.begin_with(f"{member.weight:g}" if member else "1")
        self.role.setCurrentIndex(self.role.findData(member.role if member else Role.WINNER))
        (self.field if member else self.symbol).setFocus()

    def edit(self) -> MemberEdit:
        """What was said; call it once the dialog was accepted."""
        symbol = self.symbol.text().strip().upper()
        return MemberEdit(self._theme, symbol, float(self.number()), Role(self.role.currentData()), today())

    def meaning_of(self, number: Decimal | None) -> tuple[str, bool]:
        if not self.symbol.text().strip():
            return "Type the symbol of the company.", False
        if number is None or number <= 0:
            return "A weight has to be a number above zero.", False
        return weight_meaning(float(number), self._others), True
