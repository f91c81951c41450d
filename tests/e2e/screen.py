"""A virtual screen with a real mouse and keyboard: what a person has, for a test."""

from __future__ import annotations

import os
import select
import subprocess
import time

from Xlib import XK, X, display
from Xlib.ext import xtest

_START_SECONDS = 20


class Screen:
    """An X server of its own; the pointer and the keys are X events, as a person's would be."""

    def __init__(self, size: str = "1280x800x24") -> None:
        read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp", "-dpi", "96"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        ready, _, _ = select.select([read], [], [], _START_SECONDS)
        if not ready:
            raise RuntimeError("the virtual screen did not start")
        with os.fdopen(read) as pipe:
            self.name = f":{pipe.readline().strip()}"
        self._display = display.Display(self.name)

    def click(self, x: int, y: int) -> None:
        root = self._display.screen().root
        root.warp_pointer(x, y)
        # There is no window manager to give the keyboard back to a window whose dialog has closed.
        root.query_pointer().child.set_input_focus(X.RevertToParent, X.CurrentTime)
        self._display.sync()
        time.sleep(0.05)
        for kind in (X.ButtonPress, X.ButtonRelease):
            xtest.fake_input(self._display, kind, 1)
            self._display.sync()

    def type(self, text: str) -> None:
        for character in text:
            self._press(
                XK.string_to_keysym(_KEY_NAMES.get(character, character)), shift=character.isupper() or character in _SHIFTED
            )

    def press(self, key: str) -> None:
        self._press(XK.string_to_keysym(key))

    def close(self) -> None:
        self._display.close()
        self._server.terminate()
        self._server.wait(timeout=10)

    def _press(self, keysym: int, *, shift: bool = False) -> None:
        code = self._display.keysym_to_keycode(keysym)
        shift_code = self._display.keysym_to_keycode(XK.XK_Shift_L)
        if shift:
            xtest.fake_input(self._display, X.KeyPress, shift_code)
        xtest.fake_input(self._display, X.KeyPress, code)
        xtest.fake_input(self._display, X.KeyRelease, code)
        if shift:
            xtest.fake_input(self._display, X.KeyRelease, shift_code)
        self._display.sync()
        time.sleep(0.005)


_SHIFTED = "_"
_KEY_NAMES = {"/": "slash", ".": "period", "-": "minus", "_": "underscore", " ": "space"}
