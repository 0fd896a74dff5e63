"""What was sent, and is looked at before anything is done: in memory for as long as the desk is
open, and never on disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from enishi.desk.forms import PLACE, Form
from enishi.problems import refusal

_MOST = 6
"""Forms that lie there at one time; the oldest makes room."""


@dataclass
class Tray:
    """Forms with the files that came with them, each by a number."""

    _forms: dict[str, Form] = field(default_factory=dict, repr=False)
    _numbers: Any = field(default_factory=lambda: count(1), repr=False)

    def put(self, form: Form, number: str = "") -> str:
        """Its number: the one that it has already, or a new one."""
        number = number if number in self._forms else str(next(self._numbers))
        self._forms[number] = form
        for old in list(self._forms)[:-_MOST]:
            del self._forms[old]
        return number

    def form(self, number: str) -> Form:
        """What was sent, as if it came once more. Raises `Refused` where it lies there no more."""
        found = self._forms.get(number)
        if found is None:
            raise refusal(PLACE, "form-lapsed")
        return Form(found.fields, found.files)

    def again(self, form: Form) -> Form:
        """A form that says something new of what lies there, with the files that came first."""
        if not form.text("kept"):
            return form
        return Form(form.fields, {**self.form(form.text("kept")).files, **form.files})

    def clear(self, number: str) -> None:
        self._forms.pop(number, None)
