"""Consents are written into a file that is otherwise left as it is; what ends soon is told."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from portals import MKDOCS, TODAY, SmallPortal
from test_cli import run

from enishi.inscription import inscribed
from enishi.problems import Mark, Problems, Refused
from enishi.register import Register
from enishi.render import load_words
from enishi.renewals import DAYS, due_of
from enishi.settings import DEFAULT_ZONE
from enishi.source.consents import Consent, Shown
from enishi.source.files import SourceFile
from enishi.source.purposes import FIELDS, PURPOSES, STATUSES
from enishi.speech import PHRASES
from enishi.standing import scan

Make = Callable[[dict[str, str | bytes]], SmallPortal]
NOTICE = "---\ntitle: 掲載について\ndate: 2026-03-01\n---\nお名前を載せます。\n"
SHA256 = hashlib.sha256(NOTICE.encode()).hexdigest()
OLD = "{purpose: portal, status: refused, on: 2025-01-01, how: 面談, notice: portal-2026}"
FORMS = {
    "rows": f"consents:\n  - {OLD}\nupdated: 2026-01-01\n",
    "rows at the margin": f"consents:\n- {OLD}\nupdated: 2026-01-01\n",
    "rows with remarks": f"consents:  # きいたこと\n  # 一\n  - {OLD}  # 二\n    # 三\n\n# 四\nasks: [a]\n",
    "rows of lines": "consents:\n    - purpose: portal\n      status: given\n      on: 2025-01-01\n\n\n",
    "a quoted last line": "consents:\n  - purpose: portal\n    status: given\n    on: 2025-01-01\n"
    '    how: "面談で\\\n      話した"\nasks: [a]\n',
    "a block at the end": "consents:\n  - purpose: portal\n    status: given\n    on: 2025-01-01\n"
    "    how: >-\n      面談で\n      話した\n\nasks: [a]\n",
    "without an end of line": f"consents:\n  - {OLD}",
    "brackets": f"consents: [{OLD}]\nupdated: 2026-01-01\n",
    "brackets over lines": f"consents: [\n  {OLD},  # 一\n  {OLD.replace('purpose: portal', 'purpose: photo')},\n  ]\n",
    "empty brackets": "consents: []  # まだ\n",
    "braces": f"consents: {OLD}\nbio: |\n  やあ。\n",
    "nothing behind the colon": "consents:  # まだ\nbio: |\n  やあ。\n",
    "nothing at the end": "consents:",
    "no key": "bio: |\n  やあ。\n\n",
    "no key and no end of line": "asks: [a]",
}
WAYS: dict[str, Callable[[str], bytes]] = {
    "as it is": str.encode,
    "with Windows' line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "with a byte-order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
}


def register_of(small: SmallPortal, today: date = TODAY) -> Register:
    return Register(small.root, DEFAULT_ZONE, today, scan(small.root))


def is_kept(old: bytes, new: bytes) -> bool:
    """Whether new is old with something put in at one place."""
    places = range(len(old) + 1)
    return any(new.startswith(old[:at]) and new.endswith(old[at:]) for at in places)


ANSWERS = (
    "--given", "portal", "--refused", "photo", "--how", '卒業面談: "書面" #1', "--notice",
    "portal-2026", "--until", "2029-03-31", "--except", "former,location",
    "--today", "2026-11-22",
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", FORMS)
def test_a_consent_is_added_and_nothing_else_is_touched(portal: Make, form: str, way: str) -> None:
    old = WAYS[way](f"# 一番上\nname:   佐藤 健一 # 名前\n{FORMS[form]}")
    small = portal({"alumni/ken.yml": old, "content/notices/portal-2026.md": NOTICE})
    before = register_of(small)
    count = len(before.person_in(before.load("alumni/ken.yml")).consents)
    result = run(small.root, "--lang", "en", "consent", "ken", *ANSWERS)
    assert result.exit_code == 0, result.output
    new = (small.root / "alumni/ken.yml").read_bytes()
    if form == "braces":
        at = new.index(b"[")
        new_without = new[:at] + new[at + 1 :]
        assert is_kept(old, new_without)
    else:
        assert is_kept(old, new)
    assert (b"\r\n" in new) == ("Windows" in way)
    assert b"\n" not in new.replace(b"\r\n", b"") or "Windows" not in way
    register = register_of(small)
    person = register.person_in(register.load("alumni/ken.yml"))
    first, second = person.consents[count:]
    assert (first.purpose, first.status, first.on) == ("portal", "given", TODAY)
    assert (first.until, first.how) == (date(2029, 3, 31), '卒業面談: "書面" #1')
    assert first.withheld == ("former", "location")
    assert first.notice and (first.notice.id, first.notice.sha256) == ("portal-2026", SHA256)
    assert (second.purpose, second.status, second.until) == ("photo", "refused", None)
    assert second.withheld == ()
    assert small.problems() == []


def test_remarks_stay_with_what_they_are_about() -> None:
    text = (
        "consents:\n  - purpose: portal\n    status: given\n    on: 2025-01-01\n    # 棚の三段目\n"
    )
    new = inscribed(
        f"{text}\n# 更新\nupdated: 2026-01-01\n",
        [Consent(Mark(), "photo", "given", TODAY, how="電話")],
    )
    assert new == (
        f"{text}  - purpose: photo\n    status: given\n    on: 2026-11-22\n    how: 電話\n"
        "\n# 更新\nupdated: 2026-01-01\n"
    )


WORDS = st.text(
    st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters="@＠"), max_size=12
)
CONSENT = st.builds(
    Consent,
    st.just(Mark()),
    st.sampled_from(PURPOSES),
    st.sampled_from(STATUSES),
    st.dates(date(2020, 1, 1), date(2026, 1, 1)),
    st.none() | st.dates(date(2027, 1, 1), date(2030, 1, 1)),
    WORDS.map(str.strip),
    st.none() | st.builds(Shown, st.just(Mark()), st.sampled_from(["a", "b-2"]), st.just(SHA256)),
)
NARROW = st.builds(
    Consent,
    st.just(Mark()),
    st.just("portal"),
    st.just("given"),
    st.dates(date(2020, 1, 1), date(2026, 1, 1)),
    fields=st.none() | st.lists(st.sampled_from(FIELDS), max_size=3).map(tuple),
)


@settings(max_examples=150)
@given(st.sampled_from(sorted(FORMS)), st.lists(CONSENT | NARROW, min_size=1, max_size=3))
def test_what_is_written_is_read_again(form: str, consents: list[Consent]) -> None:
    register = Register(Path(), DEFAULT_ZONE, TODAY, {})
    text = f"name: 佐藤 健一\n{FORMS[form]}"
    before = register.person_in(SourceFile("alumni/ken.yml", text)).consents
    new = inscribed(text, consents)
    assert new
    try:
        found = register.person_in(SourceFile("alumni/ken.yml", new)).consents
    except Refused as refused:  # a telephone number, by chance
        assert {one.code for one in refused.problems} <= {"private-phone", "private-birthday"}
        return
    assert list(map(plain, found)) == [*map(plain, before), *map(plain, consents)]


def plain(one: Consent) -> tuple[object, ...]:
    """What a consent says, wherever it stands."""
    notice = one.notice and (one.notice.id, one.notice.sha256)
    return one.purpose, one.status, one.on, one.until, one.how, notice, one.fields, one.withheld


GOOD = f"name: 佐藤 健一\nconsents: [{OLD}]\n"
HOW = ("--how", "面談")
REFUSED = {
    "nobody of this ID": (GOOD, ("nobody", "--given", "portal", *HOW), "nobody of this ID"),
    "a notice that is not there": (
        GOOD,
        ("ken", "--given", "portal", *HOW, "--notice", "portal-2062"),
        "There is: portal-2026",
    ),
    "no word on how": (GOOD, ("ken", "--given", "portal"), "How the answer was given is missing"),
    "two answers": (
        GOOD,
        ("ken", "--given", "portal", "--withdrawn", "portal", *HOW),
        "two answers for one purpose",
    ),
    "an end before its beginning": (
        GOOD,
        ("ken", "--given", "portal", *HOW, "--until", "2026-11-21"),
        "alumni/ken.yml",
    ),
    "both limits": (
        GOOD,
        ("ken", "--given", "portal", *HOW, "--fields", "bio", "--except", "now"),
        "both fields and except",
    ),
    "limits of a photo": (
        GOOD,
        ("ken", "--given", "photo", *HOW, "--except", "bio"),
        "means something only in a consent with purpose: portal",
    ),
    "limits of a no": (
        GOOD,
        ("ken", "--refused", "portal", *HOW, "--fields", ""),
        "fields means something only",
    ),
    "an address": (GOOD, ("ken", "--given", "portal", "--how", "ken@example.com"), "e-mail"),
    "a single consent in lines": (
        "name: 佐藤 健一\nconsents:\n  purpose: portal\n  status: given\n  on: 2025-01-01\n",
        ("ken", "--given", "photo", *HOW),
        "no place in this file",
    ),
    "a record in braces": ("{name: 佐藤 健一}\n", ("ken", "--given", "photo", *HOW), "no place"),
    "a file with faults": ("name: 佐藤\nbioo: x\n", ("ken", "--given", "portal", *HOW), "bioo"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_where_something_is_wrong_nothing_is_written(portal: Make, case: str) -> None:
    text, words, said = REFUSED[case]
    small = portal({"alumni/ken.yml": text, "content/notices/portal-2026.md": NOTICE})
    before = {path: path.read_bytes() for path in small.root.rglob("*") if path.is_file()}
    result = run(small.root, "--lang", "en", "consent", *words, "--today", "2026-11-22")
    assert result.exit_code == 1
    assert said in result.stderr
    assert "Traceback" not in result.output
    after = {path: path.read_bytes() for path in small.root.rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize("option", ["--until", "--on", "--except", "--fields", "--given"])
def test_an_option_that_cannot_be_read_is_refused(portal: Make, option: str) -> None:
    small = portal({"alumni/ken.yml": GOOD})
    result = run(small.root, "consent", "ken", "--given", "portal", *HOW, option, "2026-13-01")
    assert result.exit_code == 2
    assert (small.root / "alumni/ken.yml").read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize(
    "words",
    [
        ("ken", "--fields", "bio"),
        ("ken", *HOW),
        ("--due", "--given", "portal"),
        ("ken", "--due", *HOW),
    ],
)
def test_an_option_that_would_be_passed_over_is_refused(
    portal: Make, words: tuple[str, ...]
) -> None:
    small = portal({"alumni/ken.yml": GOOD})
    result = run(small.root, "consent", *words)
    assert result.exit_code == 2, result.output
    assert (small.root / "alumni/ken.yml").read_text(encoding="utf-8") == GOOD


def test_the_file_keeps_its_permissions(portal: Make) -> None:
    small = portal({"alumni/ken.yml": GOOD})
    file = small.root / "alumni/ken.yml"
    file.chmod(0o640)
    assert run(small.root, "consent", "ken", "--given", "portal", *HOW).exit_code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [path.name for path in file.parent.iterdir()] == ["ken.yml"]


def test_a_disk_that_fails_leaves_the_file_and_nothing_beside_it(
    portal: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = portal({"alumni/ken.yml": GOOD})

    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("enishi.writing.shutil.copymode", full)
    result = run(small.root, "--lang", "en", "consent", "ken", "--given", "portal", *HOW)
    assert result.exit_code == 1
    assert "Writing failed. No file is half-written" in result.stderr
    assert (small.root / "alumni/ken.yml").read_text(encoding="utf-8") == GOOD
    assert [path.name for path in (small.root / "alumni").iterdir()] == ["ken.yml"]


def asked(small: SmallPortal, answers: str, *more: str) -> str:
    import os

    from click.testing import CliRunner

    from enishi import cli

    before = Path.cwd()
    os.chdir(small.root)
    try:
        words = ["--lang", "en", "consent", "ken", *more, "--today", "2026-11-22"]
        return CliRunner().invoke(cli.main, words, input=answers, catch_exceptions=False).output
    finally:
        os.chdir(before)


def test_the_marketer_is_asked(portal: Make) -> None:
    given = "{purpose: newsletter, status: given, on: 2025-01-01}"
    small = portal(
        {
            "alumni/ken.yml": f"name: 佐藤 健一\nconsents:\n  - {given}\n",
            "content/notices/portal-2026.md": NOTICE,
            "content/notices/portal-2027.md": NOTICE.replace("2026-03-01", "2027-03-01"),
        }
    )
    # portal, photo, graduation not asked, newsletter, three not asked; how; until; the notice in use; what to withhold
    said = asked(
        small,
        "y\nはい\n\nmaybe\nno\n\n\n\nken@example.com\n090-1234-5678\n" + "面" * 201 + "\n面談\n"
        "2029-02-30\n2026-11-21\n2029-02-28\nportal-2026,\n\nbioo\nbio、now\n",
    )
    assert said.count("This was not understood") == 8
    assert "portal: yes (until 2029-02-28)" in said
    register = register_of(small)
    _, portal_, photo, letters = register.person_in(register.load("alumni/ken.yml")).consents
    assert (portal_.status, portal_.until, portal_.withheld) == (
        "given",
        date(2029, 2, 28),
        ("bio", "now"),
    )
    assert portal_.notice and portal_.notice.id == "portal-2026", "the other is not in use yet"
    assert (photo.purpose, photo.status, photo.withheld) == ("photo", "given", ())
    assert (letters.purpose, letters.status) == ("newsletter", "withdrawn"), "it had been given"


def test_the_day_may_be_given_and_the_rest_asked(portal: Make) -> None:
    small = portal({"alumni/ken.yml": GOOD})
    asked(small, "\n\n\ny\n\n\n\n電話\n2026-03-01\n\n-\n", "--on", "2026-03-01")
    register = register_of(small)
    _, letters = register.person_in(register.load("alumni/ken.yml")).consents
    assert (letters.purpose, letters.on, letters.until) == (
        "newsletter",
        date(2026, 3, 1),
        date(2026, 3, 1),
    )


def test_answers_that_end_early_write_nothing(portal: Make) -> None:
    small = portal({"alumni/ken.yml": GOOD})
    assert "The answers ended early" in asked(small, "y\nn\n")
    assert "Nothing was asked" in asked(small, "\n" * len(PURPOSES))
    assert (small.root / "alumni/ken.yml").read_text(encoding="utf-8") == GOOD


def test_a_notice_that_was_edited_since_is_noticed_when_somebody_answers_again(
    portal: Make,
) -> None:
    small = portal({"alumni/ken.yml": GOOD, "content/notices/portal-2026.md": NOTICE})
    words = ("--lang", "en", "consent", "ken", "--given", "photo", *HOW, "--notice", "portal-2026")
    assert "is not what it was" not in run(small.root, *words).output
    small.write({"content/notices/portal-2026.md": NOTICE + "追記\n"})
    again = run(small.root, *words)
    assert again.exit_code == 0
    assert again.stderr.count("The notice is not what it was when the consent was given") == 1


@pytest.mark.parametrize("kind", ["public", "private"])
def test_what_is_withheld_and_can_be_read_in_the_repository_is_told(
    portal: Make, kind: str
) -> None:
    text = "name: {family: 佐藤, given: 健, former: 田中}\nbio: やあ。\nskills: [投網]\n"
    small = portal({"alumni/ken.yml": text, "mkdocs.yml": f"{MKDOCS}    repository: {kind}\n"})
    words = ("--lang", "en", "consent", "ken", "--given", "portal", *HOW, "--except")
    said = run(small.root, *words, "former,bio,now", "--today", "2026-11-22").stdout
    assert ("still in alumni/ken.yml: former, bio." in said) is (kind == "public")
    again = run(small.root, *words, "asks", "--today", "2026-11-23").stdout
    assert "portal: yes" in again and "still in" not in again


def test_a_yes_beside_a_no_of_that_day_is_said_to_be_none(portal: Make) -> None:
    small = portal({"alumni/ken.yml": GOOD})
    run(small.root, "consent", "ken", "--refused", "portal", *HOW, "--today", "2026-11-22")
    result = run(
        small.root, "--lang", "en", "consent", "ken", "--given", "portal", *HOW,
        "--today", "2026-11-22",
    )  # fmt: skip
    assert "portal: still no" in result.stdout
    assert small.publication().people == ()


# --- what ends soon


def person_with(*consents: str) -> str:
    return f"name: 佐藤 健一\nconsents: [{', '.join(consents)}]\n"


def consent(purpose: str, until: int, on: int = -100, status: str = "given") -> str:
    first, last = TODAY + timedelta(on), TODAY + timedelta(until)
    return f"{{purpose: {purpose}, status: {status}, on: {first}, until: {last}}}"


ENDS = {
    "yesterday": ([consent("portal", -1)], None),
    "today": ([consent("portal", 0)], 0),
    "in sixty days": ([consent("portal", 60)], 60),
    "in sixty-one days": ([consent("portal", 61)], None),
    "never": (["{purpose: portal, status: given, on: 2025-01-01}"], None),
    "given anew": ([consent("portal", 5), consent("portal", 900, on=-1)], None),
    "to be given anew in time": ([consent("portal", 5), consent("portal", 900, on=6)], None),
    "to be given anew too late": ([consent("portal", 5), consent("portal", 900, on=7)], 5),
    "refused since": ([consent("portal", 5), consent("portal", 9, on=-1, status="refused")], None),
    "refused from then on": (
        [consent("portal", 5), consent("portal", 900, on=6, status="refused")],
        None,
    ),
    "anew but shorter": ([consent("portal", 30), consent("portal", 10, on=-1)], 10),
}


@pytest.mark.parametrize("case", ENDS)
def test_what_ends_within_sixty_days_is_due(portal: Make, case: str) -> None:
    consents, days = ENDS[case]
    small = portal({"alumni/ken.yml": person_with(*consents)})
    (person,) = register_of(small).people()
    assert [due.days for due in due_of(person, TODAY)] == ([] if days is None else [days])
    assert DAYS == 60


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        (
            "ja",
            ["佐藤 健一さん", "2026年11月27日(金)で期限", "・サイトの名簿に載ること", "山田 はる"],
        ),
        ("en", ["Dear 佐藤 健一", "It ends on 27 November 2026", "- being listed on the site"]),
    ],
)
def test_each_comes_with_a_note_in_both_languages(portal: Make, lang: str, says: list[str]) -> None:
    small = portal(
        {
            "alumni/ken.yml": person_with(consent("portal", 5), consent("photo", 5)),
            "alumni/mei.yml": person_with(consent("newsletter", 2)),
            "alumni/ren.yml": person_with(consent("portal", 200)),
        }
    )
    words = ("consent", "--due", "--today", "2026-11-22", "--note-lang", lang)
    told = json.loads(run(small.root, *words, "--json").stdout)
    assert [(one["id"], one["until"], one["days"], one["purposes"]) for one in told] == [
        ("mei", "2026-11-24", 2, ["newsletter"]),
        ("ken", "2026-11-27", 5, ["portal", "photo"]),
    ]
    assert {one["lang"] for one in told} == {lang}
    page = "https://alumni.example.com/alumni/ken/"
    for text in (*says, page, "れいの会", "株式会社れい"):
        assert text in told[1]["note"]
    assert "https://" not in told[0]["note"], "who is not shown has no page"
    assert "\n\n\n" not in told[0]["note"] + told[1]["note"]
    text = run(small.root, "--lang", "en", *words).stdout
    assert all(one["note"] in text for one in told)
    assert "until 2026-11-27 (5 days left) 佐藤 健一 (ken): portal, photo" in text


def test_one_person_can_be_asked_for(portal: Make) -> None:
    files = {f"alumni/{one}.yml": person_with(consent("portal", 5)) for one in ("ken", "mei")}
    small = portal({**files})
    words = ("consent", "mei", "--due", "--json", "--today", "2026-11-22")
    assert [one["id"] for one in json.loads(run(small.root, *words).stdout)] == ["mei"]


def test_faults_of_every_record_are_told_at_once(portal: Make) -> None:
    small = portal({"alumni/ken.yml": "nam: x\n", "alumni/mei.yml": "nam: x\n"})
    result = run(small.root, "--lang", "en", "consent", "--due")
    assert result.exit_code == 1
    assert "alumni/ken.yml:1:1" in result.stderr and "alumni/mei.yml:1:1" in result.stderr


def test_a_portal_has_words_of_its_own_for_the_note(portal: Make) -> None:
    small = portal(
        {
            "alumni/ken.yml": person_with(consent("portal", 5)),
            "templates/words/ja.yml": "renewal.note: '{name}へ。{until}まで。'\n",
        }
    )
    told = json.loads(run(small.root, "consent", "--due", "--json", "--today", "2026-11-22").stdout)
    assert told[0]["note"] == "佐藤 健一へ。2026年11月27日(金)まで。"


def test_that_nothing_is_due_is_said(portal: Make) -> None:
    small = portal({"alumni/ken.yml": GOOD})
    assert "60 days" in run(small.root, "--lang", "en", "consent", "--due").stdout
    assert json.loads(run(small.root, "consent", "--due", "--json").stdout) == []


def test_the_demonstration_can_be_asked(repository: Path) -> None:
    problems = Problems()
    register = Register(repository, DEFAULT_ZONE, TODAY, scan(repository))
    assert len(list(register.people())) == 40
    assert not len(problems)
    assert register.latest == "engawa-2026"


def test_the_demonstration_says_what_was_shown_to_everybody(repository: Path) -> None:
    """With the digest of the notice; that it is the right one, `check` tells."""
    lines = [
        line
        for file in sorted((repository / "alumni").glob("*.yml"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if "notice:" in line
    ]
    assert len(lines) > 90
    assert [line for line in lines if "sha256: " not in line] == []


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_purpose_can_be_asked_for_renewed_and_told(repository: Path, lang: str) -> None:
    words = load_words(repository, lang, Problems())
    for purpose in PURPOSES:
        for key in (f"renewal.{purpose}", f"export.purpose.{purpose}"):
            assert words.get(key), key
        assert f"consent.ask.{purpose}" in PHRASES
