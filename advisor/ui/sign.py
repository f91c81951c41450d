"""An icon that stands alone."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QSizePolicy

from advisor.ui.icons import pixmap
from advisor.ui.theme import Theme, Themes


class Sign(QLabel):
    """An icon that stands alone and follows the theme."""

    def __init__(self, icon_name: str, themes: Themes, role: str, side: int) -> None:
        super().__init__()
        self._icon_name, self._themes, self._role, self._side = icon_name, themes, role, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self._redraw)
        self._redraw(themes.theme)

    def _redraw(self, _theme: Theme) -> None:
        self.setPixmap(pixmap(self._icon_name, self._themes, self._role, self._side, self.devicePixelRatioF()))
