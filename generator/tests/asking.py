"""A browser that asks the search worker, as the theme does."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route

from enishi import resources
from enishi.outputs.search import index_of
from enishi.views import Made

POLICY = {"Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'"}
"""Nothing inline, no eval, nobody else."""
Ask = Callable[..., list[list[dict[str, Any]]]]
DRIVER = """
async ({queries, hasty}) => {
  const worker = new Worker("/assets/enishi-search.js");
  const answers = [];
  const said = [];
  new BroadcastChannel("enishi-search").onmessage = ({data}) => said.push(data);
  const ready = new Promise((resolve) => {
    worker.onmessage = ({data}) => data.type === 1 ? resolve() : answers.push(data.data.items);
  });
  const told = (state) => said.filter((it) => it.state === state).length;
  const ended = () => Math.min(answers.length, told("found")) + told("failed");
  worker.postMessage({type: 0, data: {config: {}, docs: [], options: {}}});
  await ready;
  for (const data of queries) {
    const before = ended();
    worker.postMessage({type: 2, data});
    while (!hasty && ended() === before) await new Promise((go) => setTimeout(go, 2));
  }
  while (!ended()) await new Promise((go) => setTimeout(go, 2));
  if (hasty) await new Promise((go) => setTimeout(go, 200));
  worker.terminate();
  return {answers, said};
}
"""


class Host:
    """A site that holds the scripts and the index, and notes what of it was fetched."""

    def __init__(self, index: dict[str, bytes], broken: int) -> None:
        self.index = index
        self.broken = broken
        self.paths: list[str] = []
        self.said: list[dict[str, Any]] = []
        """What the worker told the page, over its results."""

    def answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path.removeprefix("/")
        if path.startswith("assets/"):
            script = resources.templates_folder() / "theme" / path
            headers = {"Content-Type": "text/javascript", **POLICY}
            route.fulfill(body=script.read_bytes(), headers=headers)
        elif path in self.index:
            self.paths.append(path)
            failing = len(self.paths) <= self.broken
            route.fulfill(status=500 if failing else 200, body=self.index[path])
        else:
            headers = {"Content-Type": "text/html", **POLICY}
            route.fulfill(body="<!doctype html><title>x</title>", headers=headers)


@cache
def index_for(*made: Made) -> dict[str, bytes]:
    """As `index_of`; several tests ask the same portals."""
    return index_of(made)


def asking_in(page: Page, hosts: list[Host]) -> Ask:
    """`ask(made, *queries)`: what the worker answers to each, as lists of results.

    `broken` fetches fail first; the hasty ask again without waiting for an answer. The sites
    that were asked are added to `hosts`. What is answered for a host is never cached.
    """

    def ask(made: list[Made], *queries: str, broken: int = 0, hasty: bool = False) -> Any:
        hosts.append(Host(index_for(*made), broken))
        page.context.unroute_all()
        page.context.route("**/*", hosts[-1].answer)
        page.goto("http://portal.test/")
        told = page.evaluate(DRIVER, {"queries": list(queries), "hasty": hasty})
        hosts[-1].said = told["said"]
        return [[group[0] for group in items] for items in told["answers"]]

    return ask


def paths_of(items: list[dict[str, Any]]) -> list[str]:
    return [item["location"] for item in items]
