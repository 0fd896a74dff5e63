"""Values as they were made last time, for as long as one process works on one portal.

`enishi serve` builds again after every saved file. What came of the very same things is the very
same value then, so that whatever is made of it, or asks for its digest, is found as well.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from enishi.digests import Digests

V = TypeVar("V")


class Recall:
    """Keeps what the last build used, and nothing older."""

    def __init__(self, *, keeps: bool = True) -> None:
        """One that keeps nothing is for a process that builds once."""
        self.keeps = keeps
        self._last: dict[Hashable, tuple[object, ...]] = {}
        self._used: dict[Hashable, tuple[object, ...]] = {}
        self.digests = Digests()

    def of(self, make: Callable[..., V], *inputs: object, by: tuple[Hashable, ...] = ()) -> V:
        """`make(*inputs, *by)`, or what it gave for these very inputs and an equal `by`.

        Nothing else may decide on the result.
        """
        if not self.keeps:
            return make(*inputs, *by)
        key = (make.__qualname__, by, *map(id, inputs))
        found = self._used.get(key)
        if found is None:
            # The inputs are kept too, so that no others can come to have their ids.
            found = self._last.get(key) or (make(*inputs, *by), *inputs)
            self._used[key] = found
        return cast(V, found[0])

    def by(self, key: Hashable, make: Callable[[], V]) -> V:
        """What `make` gives, or what it gave for an equal key before; the key decides on it."""
        if not self.keeps:
            return make()
        found = self._used.get(key) or self._last.get(key) or (make(),)
        self._used[key] = found
        return cast(V, found[0])

    def same(self, key: Hashable, value: V) -> V:
        """The value, or that of the last build under this key where the two are equal."""
        if not self.keeps:
            return value
        found = self._last.get(key)
        self._used[key] = kept = found if found and found[0] == value else (value,)
        return cast(V, kept[0])

    def derived(self, key: Hashable, value: object, make: Callable[[], V]) -> V:
        """What `make` gives, or gave in the last build where the value under this key was equal.

        The value decides on it.
        """
        if not self.keeps:
            return make()
        found = self._last.get(key)
        if found is None or found[1] != value:
            found = (make(), value)
        self._used[key] = found
        return cast(V, found[0])

    def keep(self, key: Hashable, value: object) -> None:
        """Have the value for `last` of the next build."""
        if self.keeps:
            self._used[key] = (value,)

    def last(self, key: Hashable) -> object:
        """What was kept under this key in the last build; None where nothing was."""
        found = self._last.get(key)
        return found[0] if found else None

    def settle(self) -> None:
        """Let go of digests that only another build in this process would ask for again."""
        if not self.keeps:
            self.digests = Digests()

    def turn(self) -> None:
        """Forget what was not used since the last turn."""
        self._last, self._used = self._used, {}
        self.digests.turn()
