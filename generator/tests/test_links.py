"""Where links and pictures of texts lead on the finished site."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from PIL import Image
from portals import SmallPortal

from enishi.addresses import key_of
from enishi.links import is_relative
from enishi.views import SITE

Make = Callable[[dict[str, str | bytes]], SmallPortal]
HEAD = "---\ntitle: 題\n---\n"
SHOWN = "consents: [{purpose: portal, status: given, on: 2025-01-01}]\n"
FILES: dict[str, str | bytes] = {
    "alumni/ken.yml": f"name: 佐藤 健\n{SHOWN}",
    "alumni/mio.yml": "name: 森 澪\n",
    "content/news/2026-11-01-春.md": HEAD,
    "content/news/2026-11-02-old.md": "---\ntitle: 題\nexpires: 2026-11-03\n---\n",
    "content/news/2027-01-01-ahead.md": HEAD,
    "content/events/a b.md": "---\ntitle: 題\nstarts: 2026-12-04\n---\n",
    "content/openings/engineer.md": "---\ntitle: 題\nposted: 2026-11-01\nexpires: 2026-12-01\n"
    "apply: https://example.com/\n---\n",
    "content/newsletters/2026-10.md": "---\ntitle: 題\ndate: 2026-10-01\n---\n",
    "content/pages/about.md": HEAD,
}


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, kind)
    return out.getvalue()


def body_of(portal: Make, text: str, **more: bytes) -> str:
    """How the text comes out, as news of 5 November; `⌂` stands before site paths."""
    pictures = {path.replace("__", "/") + ".png": data for path, data in more.items()}
    small = portal({**FILES, **pictures, "content/news/2026-11-05-a.md": HEAD + text})
    (item,) = (one for one in small.publication().news if one.id == "2026-11-05-a")
    return str(item.body).replace(SITE, "⌂")


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("2026-11-01-春.md", "⌂news/2026-11-01-1e89491e/"),
        ("2026-11-01-%E6%98%A5.md", "⌂news/2026-11-01-1e89491e/"),
        ("./2026-11-01-春.md", "⌂news/2026-11-01-1e89491e/"),
        ("<../events/a b.md>", "⌂events/a-b/"),
        ("../events/a%20b.md", "⌂events/a-b/"),
        ("../openings/engineer.md", "⌂openings/engineer/"),
        ("../newsletters/2026-10.md", "⌂letters/2026-10/"),
        ("../pages/about.md", "⌂about/"),
        ("../../alumni/ken.yml", "⌂alumni/ken/"),
        ("../news/../news/../../alumni/ken.yml", "⌂alumni/ken/"),
        ("/alumni/", "⌂alumni/"),
        ("/", "⌂"),
        ("https://example.com/?a=1&b=2", "https://example.com/?a=1&amp;b=2"),
        ("mailto:a@example.com", "mailto:a@example.com"),
    ],
)
def test_a_link_to_a_file_leads_to_its_page(portal: Make, target: str, path: str) -> None:
    assert f'href="{path}"' in body_of(portal, f"[縁]({target})")


@pytest.mark.parametrize(
    "target",
    ["../../alumni/mio.yml", "2026-11-02-old.md", "2027-01-01-ahead.md", "javascript:alert(1)"],
)
def test_a_link_to_what_is_not_published_is_only_its_words(portal: Make, target: str) -> None:
    assert body_of(portal, f"前[縁]({target})後") in (
        "<p>前<a>縁</a>後</p>",
        '<p>前<a rel="noopener">縁</a>後</p>',
        "<p>前縁後</p>",
    )


def test_a_picture_has_its_size_and_loads_late(portal: Make) -> None:
    html = body_of(portal, "![海](images/sea.png)", content__news__images__sea=picture(40, 30))
    assert 'src="⌂images/sea-' in html
    for part in ('width="40"', 'height="30"', 'alt="海"', 'decoding="async"'):
        assert part in html
    assert "srcset" not in html, "there is nothing to choose from"


def test_pictures_wait_but_for_the_one_that_begins_a_page(portal: Make) -> None:
    text = "![海](images/sea.png)\n\n![空](images/sky.png)"
    drawn = {"content__news__images__sea": picture(40, 30)}
    html = body_of(portal, text, **drawn, content__news__images__sky=picture(50, 30))
    first, second = re.findall("<img[^>]*>", html)
    assert "loading" not in first
    assert 'loading="lazy"' in second


def test_a_picture_below_the_picture_of_its_item_waits(portal: Make) -> None:
    head = "---\ntitle: 題\nimage: sea.png\nimage_alt: 海\n---\n![海](sea.png)"
    small = portal({"content/news/2026-11-05-a.md": head, "content/news/sea.png": picture(9, 9)})
    (item,) = small.publication().news
    assert 'loading="lazy"' in item.body


def test_a_large_picture_is_made_small(portal: Make) -> None:
    html = body_of(portal, "![海](images/sea.png)", content__news__images__sea=picture(2560, 1000))
    assert 'width="1280"' in html
    assert 'height="500"' in html
    assert re.search(r'src="⌂images/sea-[0-9a-f]{8}-1280x500\.png\.webp"', html)
    widths = re.findall(r"⌂images/sea-[0-9a-f]{8}-\d+x\d+\.png\.webp (\d+)w", html)
    assert widths == ["640", "1280"]
    assert "sizes=" in html


def test_a_width_may_be_asked_for(portal: Make) -> None:
    text = "![海](images/sea.png){: width=20 }"
    html = body_of(portal, text, content__news__images__sea=picture(40, 30))
    assert 'width="20"' in html
    assert 'height="15"' in html


def test_only_the_prints_that_something_shows_are_served(portal: Make) -> None:
    """News go to feeds and mail, which want no WebP; openings are shown on pages alone."""
    head = "title: 題\nposted: 2026-11-01\nexpires: 2026-12-01\napply: https://example.com/"
    small = portal(
        {
            "content/news/2026-11-05-a.md": f"{HEAD}![海](sea.jpg)",
            "content/news/sea.jpg": picture(700, 350, "JPEG"),
            "content/openings/a.md": f"---\n{head}\n---\n![空](sky.jpg)",
            "content/openings/sky.jpg": picture(700, 350, "JPEG"),
        }
    )

    def served() -> list[str]:
        found = small.publication().assets
        return [re.sub(r"-[0-9a-f]{8}-", " ", one.path.removeprefix("images/")) for one in found]

    shown = ["640x320.jpg.webp", "700x350.jpg.webp"]
    pages = [f"{name} {size}" for name in ("sea", "sky") for size in shown]
    assert sorted(served()) == sorted([*pages, "sea 700x350.jpg"])
    settings = (small.root / "mkdocs.yml").read_text("utf-8")
    small.write({"mkdocs.yml": settings.replace("site_url: https://alumni.example.com/\n", "")})
    assert sorted(served()) == sorted(pages), "without an address nothing leaves the site"


def test_a_link_to_a_picture_leads_to_one_that_every_program_opens(portal: Make) -> None:
    small = portal({"content/pages/about.md": f"{HEAD}[海](sea.jpg)"})
    small.write({"content/pages/sea.jpg": picture(40, 30, "JPEG")})
    settings = (small.root / "mkdocs.yml").read_text("utf-8")
    small.write({"mkdocs.yml": settings.replace("site_url: https://alumni.example.com/\n", "")})
    found = small.publication()
    [address] = re.findall(f'href="{SITE}([^"]*)"', found.pages[0].body)
    assert address.endswith(".jpg")
    assert address in {asset.path for asset in found.assets}


def test_the_path_of_a_print_changes_with_its_source(portal: Make) -> None:
    small = portal({"content/news/2026-11-05-a.md": f"{HEAD}![海](a.png)"})
    paths = set()
    for width in (40, 41, 40):
        small.write({"content/news/a.png": picture(width, 30)})
        paths.add(small.publication().assets[0].path)
    assert len(paths) == 2


def test_a_picture_of_another_site_is_left_out(portal: Make) -> None:
    assert "https:" not in body_of(portal, "![海](https://example.com/a.png)")
    assert "海" in body_of(portal, "![海](https://example.com/a.png)")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Sales Team", "sales-team"),
        ("AI", "ai"),
        ("ＡＩ", "ai"),
        (" ai ", "ai"),
        ("node.js", "node-js"),
    ],
)
def test_a_key_is_the_same_for_what_means_the_same(text: str, key: str) -> None:
    assert key_of(text) == key


def test_what_differs_has_a_key_of_its_own() -> None:
    texts = ["C", "C++", "C#", "R&D", "RD", "R/D", "営業", "営業部", "é", "e", "a+b", "+", "-", ""]
    assert len({key_of(text) for text in texts}) == len(texts)


@pytest.mark.parametrize("text", ["a", "./a", "../a", "a/b?c#d", "春.md", "a:b"[2:]])
def test_a_relative_address_names_a_file_of_ours(text: str) -> None:
    assert is_relative(text)


@pytest.mark.parametrize(
    "text", ["https://a", "mailto:a", "//a", "/a", "#a", "?a", "\\a", "a:b", "C:/a"]
)
def test_others_do_not(text: str) -> None:
    assert not is_relative(text)
