"""The letter as mail: one document, every address absolute, and the same words as text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import factories
import pytest
from markupsafe import Markup

from enishi.outputs.newsletter import CLIPPED, render_html, render_text, weight_of
from enishi.views import SITE, Newsletter, Press, Publication, Section


class _Seen(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def of(self, *tags: str) -> list[dict[str, str]]:
        return [given for tag, given in self.elements if tag in tags]


@pytest.fixture
def mail(publication: Publication, press: Press) -> str:
    return render_html(factories.letter(), publication, press)


def test_every_picture_says_what_it_is_and_how_wide(mail: str) -> None:
    pictures = _Seen(mail).of("img")
    assert pictures
    for given in pictures:
        assert "alt" in given
        assert int(given["width"]) <= 536


def test_every_address_is_absolute(mail: str) -> None:
    seen = _Seen(mail)
    addresses = [given["href"] for given in seen.of("a")] + [
        given["src"] for given in seen.of("img")
    ]
    assert len(addresses) > 10
    for address in addresses:
        assert urlsplit(address).scheme in ("https", "mailto"), address
    assert SITE not in mail


def test_styles_are_on_the_elements_and_one_sheet_stays(mail: str) -> None:
    seen = _Seen(mail)
    assert len(seen.of("style")) == 1
    assert all("style" in given for given in seen.of("h1", "h2", "h3", "p"))
    assert "prefers-color-scheme:dark" in mail
    assert "[data-ogsc]" in mail
    assert not [given for given in seen.of("style", "link", "script") if given]


def test_what_outlook_alone_knows_stands_in_its_comments(mail: str) -> None:
    bare = re.sub(r"<!--\[if mso\]>.*?<!\[endif\]-->", "", mail, flags=re.DOTALL)
    assert "mso-" not in bare
    assert "o:" not in re.sub(r'"[^"]*"|<style>.*?</style>', "", bare, flags=re.DOTALL).replace(
        "mailto:", ""
    )
    assert '<o:OfficeDocumentSettings xmlns:o="' in mail


def test_layout_tables_are_no_tables_to_a_screen_reader(mail: str) -> None:
    seen = _Seen(mail)
    assert {given.get("role") for given in seen.of("table")} == {"presentation"}
    assert len(seen.of("h1")) == 1
    assert seen.of("html")[0]["lang"] == "ja"


def test_tables_of_the_writer_stay_tables(publication: Publication, press: Press) -> None:
    table = Markup(
        "<table><thead><tr><th>日</th></tr></thead><tbody><tr><td>四日</td></tr></tbody></table>"
    )
    letter = factories.letter(sections=(Section("日程", table),))
    roles = [
        given.get("role") for given in _Seen(render_html(letter, publication, press)).of("table")
    ]
    assert roles.count(None) == 1


def test_wide_pictures_are_made_to_fit(mail: str) -> None:
    [box] = [given for given in _Seen(mail).of("img") if "box.jpg" in given["src"]]
    assert (box["width"], box["height"]) == ("536", "357")
    assert "max-width: 100%" in box["style"]
    assert "loading" not in box


def test_a_picture_of_unknown_size_is_bounded(publication: Publication, press: Press) -> None:
    body = Markup('<p><img src="https://example.com/x.png" alt=""></p>')
    letter = factories.letter(sections=(Section("絵", body),))
    [found] = [
        given
        for given in _Seen(render_html(letter, publication, press)).of("img")
        if given["src"] == "https://example.com/x.png"
    ]
    assert found["width"] == "536"
    assert "height" not in found


def _words(letter: Newsletter) -> list[str]:
    return [
        letter.title, "風がつめたくなりました。", "探しています", "創業のころの写真",
        letter.stories[0].title, letter.stories[0].summary, "佐藤 健一", "みなと計測 代表",
        "海の見える部屋に引っ越しました。", "年末の縁側", "品質管理の担当", "お帰りなさい。",
        "困っている会社があったら、教えてください。", "よいお年を。", "山田 はる", "縁の係",
        "〒100-0000 東京都千代田区例町1-2-3", "受け取りを希望してくださった方にお送りしています。",
        "手紙を止める",
    ]  # fmt: skip


def test_both_parts_have_the_same_words(mail: str, publication: Publication, press: Press) -> None:
    letter = factories.letter()
    text = render_text(letter, publication, press)
    for words in _words(letter):
        assert words in mail
        assert words.replace(" ", "") in "".join(text.split()), words


def test_the_text_part_names_the_same_addresses(
    mail: str, publication: Publication, press: Press
) -> None:
    text = render_text(factories.letter(), publication, press)
    linked = {given["href"] for given in _Seen(mail).of("a")}
    for address in linked:
        said = address.removeprefix("mailto:").partition("?")[0]
        assert said in text, address
    assert SITE not in text
    assert "<p" not in text
    assert "&amp;" not in text


def test_a_letter_says_who_sends_it_and_how_to_stop(mail: str) -> None:
    hrefs = [given["href"] for given in _Seen(mail).of("a")]
    assert "mailto:stop@example.com?subject=%E6%AD%A2%E3%82%81%E3%82%8B" in hrefs
    assert "https://alumni.example.com/letters/2026-11-autumn/" in hrefs
    assert "https://alumni.example.com/privacy/" in hrefs


def test_words_of_the_writer_are_never_markup(publication: Publication, press: Press) -> None:
    hostile = '"><script>alert(1)</script>{{ 7*7 }}<!--'
    letter = factories.letter(
        title=hostile, preheader=hostile, stories=(factories.news_item(title=hostile),)
    )
    html = render_html(letter, publication, press)
    assert not _Seen(html).of("script")
    assert "{{ 7*7 }}" in html
    assert html.endswith("</html>\n")


def test_another_language_speaks_its_own_words(publication: Publication, press: Press) -> None:
    html = render_html(factories.letter(lang="en"), publication, press)
    assert _Seen(html).of("html")[0]["lang"] == "en"
    assert "Read in your browser" in html
    assert "20 November 2026" in html


def test_a_letter_needs_an_address(press: Press) -> None:
    nowhere = factories.publication(site=factories.site(url=""))
    with pytest.raises(ValueError, match="site_url"):
        render_html(factories.letter(), nowhere, press)


def test_the_heaviest_parts_are_named(publication: Publication, press: Press) -> None:
    def part(title: str, size: int) -> Section:
        return Section(title, Markup("<p>{}</p>").format("あ" * size))

    sections = (
        part("短い話", 900),
        part("長い話", 30_000),
        part("中くらいの話", 9000),
        part("小話", 2000),
    )
    letter = factories.letter(sections=sections)
    weight = weight_of(render_html(letter, publication, press))
    assert [one.title for one in weight.heaviest] == ["長い話", "中くらいの話", "小話"]
    assert weight.heaviest[0].size > 90_000
    assert weight.total > CLIPPED
    assert weight.clipped
    assert weight.heavy


def test_a_usual_letter_is_light(mail: str) -> None:
    weight = weight_of(mail)
    assert weight.total == len(mail.encode())
    assert weight.total < 30_000
    assert not weight.heavy
    assert sum(part.size for part in weight.parts) < weight.total


def test_the_footer_is_no_part_of_the_story(mail: str) -> None:
    assert max(part.size for part in weight_of(mail).parts) < 4_000


def prose(body: str, publication: Publication, press: Press) -> str:
    letter = factories.letter(sections=(Section("本文", Markup(body)),))  # noqa: S704
    return re.sub(r' style="[^"]*"', "", render_html(letter, publication, press))


def test_lines_keep_their_form_without_a_style_for_it(
    publication: Publication, press: Press
) -> None:
    html = prose("<pre><code>if a &lt; b:\n    c  d\n</code></pre>", publication, press)
    assert '<p class="lines">if a &lt; b:<br>&nbsp;&nbsp;&nbsp;&nbsp;c&nbsp; d</p>' in html


def test_links_within_a_letter_lead_to_its_page(publication: Publication, press: Press) -> None:
    body = (
        '<p>x<sup><a class="footnote-ref" href="#s0-fn:1">1</a></sup></p><ol><li id="s0-fn:1"><p>注&nbsp;'
        '<a class="footnote-backref" href="#s0-fnref:1">↩</a></p></li></ol>'
    )
    html = prose(body, publication, press)
    page = "https://alumni.example.com/letters/2026-11-autumn/"
    assert f'<a class="footnote-ref" href="{page}#s0-fn:1">1</a>' in html
    assert "<p>注</p>" in html
    letter = factories.letter(sections=(Section("本文", Markup(body)),))  # noqa: S704
    assert "↩" not in render_text(letter, publication, press)


def test_heads_of_columns_say_that_they_are(publication: Publication, press: Press) -> None:
    body = '<table><thead><tr><th>日</th><th scope="row">会</th></tr></thead></table>'
    html = prose(body, publication, press)
    assert '<th scope="col">日</th><th scope="row">会</th>' in html


def test_a_bare_address_is_shortened_where_it_would_not_fit(
    publication: Publication, press: Press
) -> None:
    long = "https://example.com/a?b=1&amp;address=that&amp;goes=on"
    html = prose(f'<a href="{long}">{long}</a>', publication, press)
    assert f'<a href="{long}">example.com/a?b=1&amp;addre…</a>' in html
    short = '<a href="https://example.com/">https://example.com/</a>'
    assert short in prose(short, publication, press)
