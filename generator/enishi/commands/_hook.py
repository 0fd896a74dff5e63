"""Puts the hook that guards commits where git looks for it."""

from __future__ import annotations

import sys
from pathlib import Path

from enishi.voice import Voice


def install_hook_in(voice: Voice, root: Path) -> None:
    from enishi.desk.hook import install_hook

    voice.say("hook.done", path=install_hook(root, sys.executable))
