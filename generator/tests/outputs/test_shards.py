"""The index in small files: what it finds, what a query fetches of it, and which bytes it has."""

from __future__ import annotations

import gzip
import json
import random
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

import pytest
from asking import Ask, Host, paths_of
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page as Window
from searches import crowd, searches, special

from enishi import resources
from enishi.outputs import _shards
from enishi.outputs._entries import Entry, entries_of
from enishi.outputs._shards import MANIFEST, SLOTS, read_shard, shard_of, sharded, updated
from enishi.outputs.search import fits_whole, index_of, print_over
from enishi.readings import folded
from enishi.views import Made, Press, Publication

LIMIT = 500_000
"""Bytes that a visitor may fetch for a first query, as a host sends them."""


@pytest.fixture(scope="module")
def portal() -> list[Made]:
    return [*crowd(), *special()]


# --- what is found


def test_the_table_holds_a_hundred_searches_of_a_portal_in_shards(portal: list[Made]) -> None:
    assert len(searches()) >= 100
    assert len({search.query for search in searches()}) == len(searches())
    assert len([page for page in portal if page.text]) > 1_500
    assert not fits_whole(entries_of(portal))


@pytest.mark.browser
def test_every_search_of_the_table_finds_what_stands_behind_it(
    asking: Ask, portal: list[Made]
) -> None:
    found = asking(portal, *(search.query for search in searches()))
    firsts = [
        (search.kind, search.query, {path.split("/")[1] for path in paths_of(items)[: search.most]})
        for search, items in zip(searches(), found, strict=True)
    ]
    assert firsts == [(one.kind, one.query, set(one.first)) for one in searches()]


@pytest.mark.browser
def test_all_that_a_small_portal_finds_a_large_one_finds_too(
    asking: Ask, portal: list[Made]
) -> None:
    """One file and many answer alike where neither has more to show than it shows."""
    queries = [search.query for search in searches() if len(search.query) > 1]
    whole, split = asking(special(), *queries), asking(portal, *queries)
    ours = {page.path for page in special()}
    for query, few, many in zip(queries, whole, split, strict=True):
        if len(many) < 20:
            assert [path for path in paths_of(many) if path in ours] == paths_of(few), query


@pytest.mark.browser
def test_results_show_where_the_words_stand(asking: Ask, portal: list[Made]) -> None:
    [[found]] = asking(portal, "花市場")
    assert "<mark>花市場</mark>がいちばん好きな場所です" in found["text"]


@pytest.mark.browser
def test_of_many_that_fit_alike_the_first_are_shown_and_the_rest_counted(
    asking: Ask, portal: list[Made], hosts: list[Host]
) -> None:
    [found] = asking(portal, "倉庫の温度")
    having = [page for page in entries_of(portal) if "倉庫の温度" in page["text"]]
    assert paths_of(found) == [page["path"] for page in having[: len(found)]]
    assert hosts[-1].said[-1]["more"] == len(having) - len(found) > 0


# --- what it costs


@pytest.mark.browser
@pytest.mark.parametrize(
    "query", ["さえき", "saeki", "さ", "倉庫の温度を測りつづけて十年", "kettle was always"]
)
def test_a_first_query_fetches_little(
    asking: Ask, portal: list[Made], hosts: list[Host], query: str
) -> None:
    assert asking(portal, query) != [[]]
    sent = [len(gzip.compress(hosts[-1].index[path], 6)) for path in hosts[-1].paths]
    assert sum(sent) < LIMIT / 4
    assert len(sent) < 60


@pytest.mark.browser
def test_nothing_is_fetched_twice(asking: Ask, portal: list[Made], hosts: list[Host]) -> None:
    asking(portal, "さえき", "さえき", "saeki", "saeki けんた")
    assert len(hosts[-1].paths) == len(set(hosts[-1].paths))


@pytest.mark.browser
def test_a_file_that_did_not_come_is_told_and_asked_for_again(
    asking: Ask, portal: list[Made], hosts: list[Host]
) -> None:
    [found] = asking(portal, "橋爪", "橋爪", broken=1)
    assert paths_of(found)[0] == "alumni/tomoko-hashizume/"
    assert "failed" in [said["state"] for said in hosts[-1].said]


# --- folding


@pytest.mark.browser
def test_python_and_the_browser_fold_every_letter_alike(window: Window) -> None:
    letters = [chr(code) for code in range(0x20, 0x30000) if not 0xD800 <= code < 0xE000]
    known = [letter for letter in letters if unicodedata.category(letter) not in ("Cn", "Co", "Cc")]
    texts = [f"か{letter}あ" for letter in known]
    assert _folded_in(window, texts) == [folded(text) for text in texts]


@pytest.mark.browser
def test_python_and_the_browser_fold_texts_alike(window: Window) -> None:
    texts = [
        "ｾﾝｻｰとＰｙｔｈｏｎ",
        "㈱みなと　ガイド",
        "Nguyễn Thu Hà",
        "か\u3099e\u0301",
        "ΣΊΣΥΦΟΣ",
        "İstanbul",
        "髙橋　﨑",
    ]
    texts += [page.text for page in special()] + [page.names for page in special()]
    assert _folded_in(window, texts) == [folded(text) for text in texts]


def _folded_in(window: Window, texts: list[str]) -> list[str]:
    source = resources.templates_folder() / "theme/assets/enishi-fold.js"
    script = source.read_text(encoding="utf-8").replace("export const", "const")
    lines = "\n".join(text.replace("\n", " ") for text in texts)
    window.goto("about:blank")
    found = window.evaluate(f"lines => {{ {script}; return folded(lines) }}", lines)
    return [" ".join(line.split()) for line in found.split("\n")]


# --- which bytes


def _decoded(files: dict[str, bytes]) -> tuple[dict[int, Entry], dict[str, list[list[int]]]]:
    """Every page by its number, and every line of the shards."""
    pages, lines = {}, {}
    told = json.loads(files[MANIFEST])
    for block in range(told["blocks"]):
        for row in json.loads(files[f"search/blocks/{block}.json"]):
            pages[block * SLOTS + row.pop("slot")] = row
    for shard in range(told["shards"]):
        found = read_shard(files[f"search/grams/{shard}.txt"])
        assert all(shard_of(key, told["shards"]) == shard for key in found)
        lines |= found
    return pages, lines


_letters = st.sampled_from("さとうけんたsatoきりしま佐藤健太𠮷・é ")
_texts = st.text(_letters, min_size=1, max_size=12).filter(str.strip)
_pages = st.builds(
    lambda at, title, names, text, person: Made(
        f"alumni/p{at}/" if person else f"news/{at}/", title, text, "\n".join(names), None, True
    ),
    st.integers(0, 400), _texts, st.lists(_texts, max_size=3), _texts, st.booleans(),
)  # fmt: skip
_portals = st.lists(_pages, max_size=60, unique_by=lambda page: page.path)


@given(_portals, st.randoms(use_true_random=False))
def test_every_part_of_a_name_leads_to_who_bears_it(made: list[Made], dice: random.Random) -> None:
    files = sharded(entries_of(made))
    pages, lines = _decoded(files)
    bearers = [(number, page) for number, page in pages.items() if "person" in page]
    for number, page in bearers:
        for name in folded(f"{page['title']} {page.get('names', '')}").split():
            at = dice.randrange(len(name))
            part = name[at : at + dice.randint(1, len(name))]
            exact = [
                key for key in lines if key == part or (len(part) > 1 and key.startswith(part))
            ]
            assert any(number in lines[key][0] + lines[key][1] for key in exact), (name, part)


@given(_portals)
def test_two_letters_lead_to_just_the_texts_that_hold_them(made: list[Made]) -> None:
    pages, lines = _decoded(sharded(entries_of(made)))
    assert len(pages) == len([page for page in made if page.text])
    grams = {
        text[at : at + 2]
        for page in made
        for text in folded(page.text).split()
        for at in range(len(text) - 1)
    }
    for gram in grams:
        having = {number for number, page in pages.items() if gram in folded(page["text"])}
        assert lines[gram][3] == sorted(having)


@given(_portals)
def test_the_order_in_which_pages_were_made_leaves_no_trace(made: list[Made]) -> None:
    pages = entries_of(made)
    assert sharded(pages) == sharded([*pages])
    assert index_of(made) == index_of(list(made))


def whole(new: Mapping[str, bytes | None], old: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an index that was brought up to date."""
    return {path: old[path] if data is None else data for path, data in new.items()}


def renewed(old: Mapping[str, bytes], pages: list[Entry]) -> dict[str, bytes]:
    return whole(updated(old, pages), old)


@given(_portals, _portals, st.randoms(use_true_random=False))
def test_an_index_brought_up_to_date_equals_a_new_one(
    before: list[Made], others: list[Made], dice: random.Random
) -> None:
    """After any edits: pages gone, new, moved, and with other words."""
    kept = [page for page in before if dice.random() < 0.9]
    edited = [
        replace(page, text=f"{page.text} 松") if dice.random() < 0.1 else page for page in kept
    ]
    taken = {page.path for page in edited}
    after = [*edited, *(page for page in others[:3] if page.path not in taken)]
    old = sharded(entries_of(before))
    assert renewed(old, entries_of(after)) == sharded(entries_of(after))
    assert renewed({}, entries_of(after)) == sharded(entries_of(after))


@pytest.mark.parametrize("gone", [0, 3, 900])
def test_a_page_that_goes_leaves_most_of_the_index_as_it_was(portal: list[Made], gone: int) -> None:
    pages = entries_of(portal)
    old = sharded(pages)
    left = pages[:gone] + pages[gone + 1 :]
    new = renewed(old, left)
    assert new == sharded(left)
    same = sum(old.get(path) == data for path, data in new.items())
    assert same > len(new) / 3
    one_word = [
        *pages[:gone],
        Entry(**{**pages[gone], "text": pages[gone]["text"] + "梟"}),
        *pages[gone + 1 :],
    ]
    edited = renewed(old, one_word)
    assert edited == sharded(one_word)
    assert sum(old.get(path) != data for path, data in edited.items()) <= 4


def test_an_index_may_grow_out_of_one_file_and_back(
    portal: list[Made], publication: Publication, press: Press
) -> None:
    def printed(made: list[Made], old: dict[str, bytes]) -> dict[str, bytes]:
        return whole(print_over(made, publication, press, old), old)

    small, large = printed(special(), {}), printed(portal, {})
    assert len(small) == 2 < len(large)
    assert printed(portal, small) == printed(portal, large) == large
    assert printed(special(), large) == small


def test_most_numbers_stay_when_a_page_comes(portal: list[Made]) -> None:
    pages = entries_of(portal)
    numbers = {page["path"]: number for number, page in _decoded(sharded(pages))[0].items()}
    new = [
        *pages[:40],
        *entries_of([Made("alumni/new/", "新 人", "文", "", None, True)]),
        *pages[40:],
    ]
    after = {page["path"]: number for number, page in _decoded(sharded(new))[0].items()}
    assert sum(after[path] == number for path, number in numbers.items()) > len(pages) * 0.98


@given(st.lists(st.integers(0, 400_000), unique=True).map(sorted))
def test_numbers_can_be_read_again(numbers: list[int]) -> None:
    written = _shards._written(numbers)
    assert _shards._read(written) == numbers
    assert "\t" not in written
    assert "\n" not in written
    written.encode()
