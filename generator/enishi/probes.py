"""What the portal's pictures are; each is decoded once, and again only when it has changed."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from pathlib import Path

from enishi.images import Probe, load_picture, probe_picture
from enishi.standing import UNREAD


class Probes:
    def __init__(
        self, root: Path, seen: Mapping[str, bytes], known: MutableMapping[bytes, Probe]
    ) -> None:
        """`seen` is `{path: digest of the file}`; `known` holds probes by that digest."""
        self._root, self._seen, self._known = root, seen, known
        self._faults: dict[str, str] = {}

    def lies_there(self, path: str) -> bool:
        """Whether the path leads to a file in that very place, by no link."""
        if self._seen.get(path, UNREAD) != UNREAD:  # no link was followed for it
            return True
        full = self._root.resolve() / path
        return full.resolve() == full

    def of(self, path: str) -> Probe | str:
        """What the file of the portal is, or a problem's code."""
        digest = self._seen.get(path, b"")
        if digest in self._known:
            return self._known[digest]
        if path in self._faults:
            return self._faults[path]
        data = load_picture(self._root / path)
        found = data if isinstance(data, str) else probe_picture(data)
        if isinstance(found, str):
            self._faults[path] = found
        elif digest:
            self._known[digest] = found
        return found
