"""How long the filter of the directory takes to answer, in Chromium.

    python benchmarks/finder.py --people 10000

A click on a chip, and a letter typed, from the event until the page is laid out anew. The portal
is made up and built in a temporary folder. With `--slower 4` the processor is slowed down as a
phone of the middle range would be.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(1, str(Path(__file__).parents[1] / "generator"))

from make_portal import TODAY, make_portal
from playwright.sync_api import Page, sync_playwright
from search import serving

from enishi.build import build_site
from enishi.dates import Day

CHIPS = """async () => {
  const took = [];
  for (const chip of [...document.querySelectorAll(".finder [data-f]")].slice(0, 40)) {
    const start = performance.now();
    chip.click();
    await null;
    document.body.getBoundingClientRect();
    took.push(performance.now() - start);
    chip.click();
    await new Promise((go) => setTimeout(go, 20));
  }
  return took;
}"""
LETTERS = """async (words) => {
  const field = document.querySelector(".finder [name=find]");
  const took = [];
  for (const word of words) {
    for (let end = 1; end <= word.length; end += 1) {
      field.value = word.slice(0, end);
      const start = performance.now();
      field.dispatchEvent(new Event("input", { bubbles: true }));
      await null;
      document.body.getBoundingClientRect();
      took.push(performance.now() - start);
      await new Promise((go) => setTimeout(go, 20));
    }
  }
  return took;
}"""
WORDS = ["さとう", "営業部", "kenichi", "データ", "該当なし"]


def measured(page: Page, slower: float) -> dict[str, list[float]]:
    """Milliseconds of every click and letter."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    return {
        "a chip": page.evaluate(CHIPS),
        "a letter": page.evaluate(LETTERS, WORDS),
    }


def main() -> None:
    reader = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    reader.add_argument("--people", type=int, default=10_000)
    reader.add_argument("--slower", type=float, default=1)
    given = reader.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as shelf, sync_playwright() as playwright:
        portal = Path(shelf, "portal")
        make_portal(portal, given.people, 20)
        site = build_site(portal, lambda zone: Day(TODAY)).site
        browser = playwright.chromium.launch(executable_path=chromium)
        with serving(site) as address:
            page = browser.new_page()
            page.goto(f"{address}alumni/index.html")
            page.focus(".finder [name=find]")
            page.wait_for_load_state("networkidle")
            for name, took in measured(page, given.slower).items():
                longest, middle = max(took), statistics.median(took)
                print(f"{name}: median {middle:.1f} ms, longest {longest:.1f} ms of {len(took)}")
        people = (site / "alumni/people.json").stat().st_size
        print(f"people.json: {people / 1e6:.1f} MB before compression")
        browser.close()


if __name__ == "__main__":
    main()
