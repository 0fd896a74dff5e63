"""Renders editions with mrml, in its own environment, as ../../letters.py asks."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import mrml

letter = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))


def make(greeting: str) -> str:
    return str(mrml.to_html(letter["mjml"].replace("GREETING", greeting)).content)


for greeting in letter["greetings"][: letter["warm"]]:
    make(greeting)
size, start, clock = 0, time.process_time(), time.perf_counter()
for greeting in letter["greetings"]:
    html = make(greeting)
    if greeting not in html:
        sys.exit("an edition without its greeting")
    size += len(html.encode())
used, wall = time.process_time() - start, time.perf_counter() - clock
print(json.dumps({"cpu": used, "wall": wall, "bytes": size}))
