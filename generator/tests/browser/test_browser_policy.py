"""Pages run what the theme brought and nothing else, and tell nobody where a reader comes from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsing import Visit, visiting
from playwright.sync_api import Browser, Route, expect

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
SMUGGLED = """
<script>window.ran = 1</script>
<img src="data:," alt="" onerror="window.ran = 2">
<iframe srcdoc="<script>parent.ran = 3</script>"></iframe>
<script src="https://elsewhere.example.net/a.js"></script>
<img src="https://elsewhere.example.net/seen.gif" alt="">
<p style="position:fixed;inset:0">over everything</p>
<a id="trap" href="javascript:window.ran = 4">read on</a>
"""


@pytest.mark.browser
def test_every_page_has_its_policy_before_anything_that_runs(demo_site: Path) -> None:
    pages = sorted(demo_site.rglob("*.html"))
    assert len(pages) > 100
    for page in pages:
        text = page.read_text(encoding="utf-8")
        policies = POLICY.findall(text)
        assert len(policies) == 1, page
        assert "unsafe" not in policies[0]
        assert "https:" not in policies[0]
        assert text.index("Content-Security-Policy") < text.index("<script"), page
        assert text.index("Content-Security-Policy") < text.index("<style"), page
        assert text.count('<meta name="referrer" content="no-referrer">') == 1, page


@pytest.mark.browser
def test_what_was_smuggled_into_a_page_does_nothing(lent: Visit) -> None:
    lent.forget()

    def smuggle(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</h1>", f"</h1>{SMUGGLED}"))

    refused: list[str] = []
    lent.page.on(
        "requestfailed", lambda it: refused.append(it.url) if it.failure == "csp" else None
    )
    lent.page.route("**/alumni/", smuggle)
    page = lent.go("alumni/")
    expect(page.locator("#trap")).to_have_count(1)
    page.evaluate("document.querySelector('#trap').click()")
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    assert set(lent.abroad) == set(refused), "nothing went out"
    assert len(refused) == 2
    covering = page.get_by_text("over everything")
    assert covering.evaluate("it => getComputedStyle(it).position") == "static"
    assert len([one for one in lent.wrong if "Content Security Policy" in one]) >= 6
    # The theme goes on working beside it.
    page.locator("input[name=query]").click()
    page.locator("input[name=query]").fill("kikuchi")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


@pytest.mark.browser
def test_nobody_else_is_told_where_a_reader_comes_from(lent: Visit) -> None:
    lent.forget()
    lent.page.route("https://elsewhere.example.net/**", lambda route: route.fulfill(body="x"))
    page = lent.go("alumni/")
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend',"
        " '<a id=out href=\"https://elsewhere.example.net/\">out</a>')"
    )
    with page.expect_request("https://elsewhere.example.net/") as asked:
        page.evaluate("document.querySelector('#out').click()")
    assert "referer" not in asked.value.headers


@pytest.mark.browser
def test_pages_opened_from_a_disk_are_styled_and_alive(browser: Browser, demo_site: Path) -> None:
    with visiting(browser, demo_site.as_uri() + "/") as visit:
        page = visit.go("index.html")
        face = "getComputedStyle(document.querySelector('main h1, main h2')).fontFamily"
        assert "Mincho" in page.evaluate(face)
        assert page.evaluate("typeof __md_get") == "function"
