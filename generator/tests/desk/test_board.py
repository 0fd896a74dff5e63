"""Words for somebody who leaves: out of mail onto the board, and from there onto their page."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from portals import MKDOCS, SmallPortal
from strategies import words

from enishi import cli
from enishi.desk.board import Greeting, greetings_in, lines_of
from enishi.desk.cabinet import Cabinet
from enishi.desk.incoming import name_in
from enishi.desk.keepsake import without_remarks
from enishi.desk.quotations import own_of, without_signature
from enishi.desk.tokens import board_token_of, boards_in, secret_of
from enishi.problems import Problems

Make = Callable[[dict[str, str | bytes]], SmallPortal]
DAY = ("--today", "2026-12-20")
AGREED = ", ".join(
    f"{{purpose: {one}, status: given, on: 2026-12-01}}" for one in ("portal", "graduation")
)
OFFBOARDING = """\
emails: [ken@example.org]
offboarding:
  last_day: 2026-12-20
  memo:
    we_give: |
      困ったときは一時間いつでも相談に乗ります
"""


@pytest.fixture
def small(portal: Make) -> SmallPortal:
    return portal(
        {
            "mkdocs.yml": MKDOCS + "    mail: {address: letters@example.com}\n",
            "alumni/ken.yml": "name: {family: 佐藤, given: 健}\n",
            "private/ken.yml": OFFBOARDING,
            "private/ai.yml": "emails: [ai@example.net]\n",
        }
    )


def run(small: SmallPortal, *said: str, typed: str = "", lang: str = "en") -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(small.root)
        result = CliRunner().invoke(cli.main, ["--lang", lang, *said, *DAY], input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def token(small: SmallPortal, person: str = "ken") -> str:
    return f"board-{board_token_of(secret_of(Cabinet(small.root, 'private')), person)}"


def mail(
    subject: str, text: str, sender: str = "三好 千里 <miyoshi@example.com>", **more: str
) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"] = sender, subject
    message["Date"] = "Fri, 18 Dec 2026 10:00:00 +0900"
    for name in more.keys() - {"charset", "subtype"}:
        message[name.replace("_", "-")] = more[name]
    message.set_content(
        text,
        subtype=more.get("subtype", "plain"),
        charset=more.get("charset", "utf-8"),
        cte="base64",
    )
    return bytes(message)


def board(small: SmallPortal, person: str = "ken") -> str:
    file = small.root / f"private/graduations/{person}/board.md"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def gathered(small: SmallPortal, *mails: bytes, typed: str) -> str:
    """What stands on the board once the mails were read and asked about."""
    small.write({f"mails/{number}.eml": one for number, one in enumerate(mails)})
    done = run(small, "inbox", "mails", "--apply", typed=typed)
    assert done.exit_code == 0, done.output
    return board(small)


# --- from mail onto the board


@pytest.mark.parametrize(
    "more",
    [
        {"charset": "iso-2022-jp"},
        {"charset": "utf-8"},
        {"charset": "shift_jis"},
    ],
)
def test_an_answer_becomes_a_line_without_quotation_and_signature(
    small: SmallPortal, more: dict[str, str]
) -> None:
    text = (
        "あの夜のことを忘れません。\n# また飲みましょう。\n\n-- \n三好\n03-0000-0000\n\n"
        "2026年12月17日(木) 10:00 縁の係 <letters@example.com>:\n> 寄せ書きを\n"
    )
    one = mail(f"Re: 佐藤 健さんへの寄せ書き [{token(small)}]", text, **more)
    assert gathered(small, one, typed="y\n\n") == (
        "- 三好 千里: あの夜のことを忘れません。\n  # また飲みましょう。\n"
    )


def test_html_alone_is_read_as_it_is_seen(small: SmallPortal) -> None:
    html = "<p>絵が、<b>楽しみ</b>でした。</p><div>━━━━━<br>林<br>m@example.com</div><blockquote>前</blockquote>"
    one = mail(token(small).upper(), html, "=?utf-8?b?5p6X?= <h@example.com>", subtype="html")
    assert gathered(small, one, typed="y\n\n") == "- 林: 絵が、楽しみでした。\n"


def test_nothing_is_written_in_a_dry_run_or_without_a_yes(small: SmallPortal) -> None:
    small.write({"mails/0.eml": mail(token(small), "ありがとう。")})
    shown = run(small, "inbox", "mails").output
    assert "+ - 三好 千里: ありがとう。" in shown and "--apply" in shown
    for typed in ("l\n", "n\n"):
        run(small, "inbox", "mails", "--apply", typed=typed)
    assert board(small) == ""
    assert "dealt with before 1" in run(small, "inbox", "mails").output, "no is for good"


def test_the_name_is_confirmed_and_the_same_mail_adds_nothing_twice(small: SmallPortal) -> None:
    one = mail(token(small), "またね。", "x@example.com")
    assert gathered(small, one, typed="y\n三好: 営業\n") == "- 三好 営業: またね。\n"
    assert gathered(small, one, typed="y\nもう一人\n") == "- 三好 営業: またね。\n"


@pytest.mark.parametrize(
    ("sender", "more", "said"),
    [
        ("三好 <m@example.com>", {}, ""),
        ("愛 <AI@example.net>", {}, ""),
        ("三好 <m@example.org>", {}, "neither the company's nor on record"),
        ("m@example.com, x@example.com", {}, "does not say who sent it"),
        ("三好 <m@example.com>", {"Authentication_Results": "mx; spf=softfail"}, "may be forged"),
        ("三好 <m@example.com>", {"Authentication_Results": "mx; dmarc=pass"}, ""),
    ],
)
def test_who_cannot_be_known_is_told_as_such(
    small: SmallPortal, sender: str, more: dict[str, str], said: str
) -> None:
    small.write({"mails/0.eml": mail(token(small), "またね。", sender, **more)})
    shown = run(small, "inbox", "mails").output
    assert ("!" in shown) == bool(said) and said in shown


def test_leave_to_show_it_is_a_line_of_its_own_and_only_a_yes(small: SmallPortal) -> None:
    lines = {"はい": True, "いいえ": False, "はい、いいえ": False, "": False}
    for number, (answer, _) in enumerate(lines.items()):
        text = f"ことば{number}\nサイトに載せてよいですか: {answer}\n"
        small.write({f"mails/{number}.eml": mail(token(small), text)})
    run(small, "inbox", "mails", "--apply", typed="y\n\n" * len(lines))
    found = greetings_in(board(small), "", Problems())
    assert [(one.words, one.is_public) for one in found] == [
        ((f"ことば{number}",), public) for number, public in enumerate(lines.values())
    ]


def test_automatic_answers_and_unknown_boards_are_no_words(small: SmallPortal) -> None:
    small.write(
        {
            "mails/0.eml": mail(token(small), "不在です", Auto_Submitted="auto-replied"),
            "mails/1.eml": mail("Re: board-aaaaaaaaaaaaaaaaaaaa", "だれの"),
            "mails/2.eml": mail(token(small, "ai"), "愛さんへ"),
        }
    )
    found = json.loads(run(small, "inbox", "mails", "--json").output)["messages"]
    assert [(one["sort"], one["people"]) for one in found] == [
        ("auto", []),
        ("other", []),
        ("board", ["ai"]),
    ]
    assert "愛さんへ" not in json.dumps(found, ensure_ascii=False)


def test_a_mail_without_words_is_only_laid_aside(small: SmallPortal) -> None:
    one = mail(token(small), "> 寄せ書きを\n-- \n三好\n")
    assert gathered(small, one, typed="y\n") == ""
    assert "dealt with before 1" in run(small, "inbox", "mails").output


def test_graduate_takes_mail_without_a_token_for_the_person_it_is_told(small: SmallPortal) -> None:
    small.write(
        {
            "mails/0.eml": mail("ことば", "ひとことだけ。"),
            "mails/1.eml": mail(token(small, "ai"), "愛さんへ"),
        }
    )
    words_of = ("graduate", "ken", "--board", "mails")
    assert "ひとことだけ" in run(small, *words_of).output
    told = json.loads(run(small, *words_of, "--json").output)["messages"]
    assert [(one["sort"], one["people"]) for one in told] == [("board", ["ken"])]
    assert board(small) == ""
    run(small, *words_of, "--apply", typed="y\n\n")
    assert board(small) == "- 三好 千里: ひとことだけ。\n"
    assert "no mail with words" in run(small, *words_of).output
    assert run(small, "graduate", "ken", "--apply").exit_code == 2


def test_the_invitation_bears_the_token_that_names_the_board(small: SmallPortal) -> None:
    assert run(small, "graduate", "ken", "--papers").exit_code == 0
    text = (small.root / "private/graduations/ken/invitation.txt").read_text(encoding="utf-8")
    assert {f"board-{one}" for one in boards_in(text)} == {token(small)}
    assert "mailto:letters@example.com?subject=" in text
    assert f"stop-{token(small)}" not in text and "サイトに載せてよいですか: はい" in text


texts = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), max_size=120)


@given(texts, st.lists(words.map(str.strip).filter(bool), min_size=1, max_size=4), st.booleans())
def test_whatever_somebody_calls_themselves_they_are_one_greeting(
    name: str, said: list[str], is_public: bool
) -> None:
    problems = Problems()
    text = "".join(
        lines_of(Greeting(name, tuple(said), is_public), one) for one in ("公開可", "public")
    )
    found = greetings_in(text, "board.md", problems)
    assert [(one.words, one.is_public) for one in found] == [(tuple(said), is_public)] * 2
    assert not problems.errors


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("三好 千里 <m@example.com>", "三好 千里"),
        ('"Miyoshi, Chisato" <m@example.com>', "Miyoshi, Chisato"),
        ("m@example.com", ""),
        ('"boss@example.com" <x@example.org>', ""),
        ("", ""),
    ],
)
def test_a_name_is_what_stands_beside_the_address(header: str, name: str) -> None:
    assert name_in(header) == name


@pytest.mark.parametrize(
    "beneath",
    [
        "-- \n三好",
        "━━━━━━\n三好\n03-0000-0000",
        "iPhoneから送信",
        "Sent from my iPad",
        "* * *\n三好",
        "",
    ],
)
def test_signatures_are_cut(beneath: str) -> None:
    assert (
        without_signature(own_of(f"ありがとう。\n\nまた。\n\n{beneath}\n"))
        == "ありがとう。\n\nまた。"
    )


def test_a_rule_far_above_the_end_is_no_signature() -> None:
    text = "一\n-----\n" + "\n".join(f"行{number}" for number in range(20))
    assert without_signature(text) == text


# --- from the board onto the page


def draft(small: SmallPortal) -> Path:
    return small.root / "private/graduations/ken/page.md"


@pytest.fixture
def drafted(small: SmallPortal) -> Iterator[SmallPortal]:
    small.write(
        {
            "private/graduations/ken/board.md": "- 三好 (公開可): 雪の日\n  忘れません: ね\n- 林: 内緒の話\n"
        }
    )
    done = run(small, "graduate", "ken", "--page")
    assert done.exit_code == 0 and "1 who did not say" in done.output
    yield small


def test_a_draft_has_only_words_that_may_be_shown_and_lies_in_private(drafted: SmallPortal) -> None:
    text = draft(drafted).read_text(encoding="utf-8")
    assert "雪の日" in text and "忘れません: ね" in text and "内緒" not in text
    assert draft(drafted).stat().st_mode & 0o077 == 0
    assert not (drafted.root / "content/graduations").exists()
    draft(drafted).write_text("直した", encoding="utf-8")
    assert "left alone" in run(drafted, "graduate", "ken", "--page").output
    assert draft(drafted).read_text(encoding="utf-8") == "直した"


def test_nothing_goes_out_without_consents_or_with_open_places(drafted: SmallPortal) -> None:
    target = drafted.root / "content/graduations/ken.md"
    publish = ("graduate", "ken", "--publish")
    assert "consents for portal and graduation" in run(drafted, *publish).output
    agreed = "name: {family: 佐藤, given: 健}\n" + f"consents: [{AGREED}]\n"
    drafted.write(
        {
            "alumni/ken.yml": agreed.replace(
                "graduation, status: given", "graduation, status: refused"
            )
        }
    )
    assert run(drafted, *publish).exit_code == 1
    drafted.write({"alumni/ken.yml": agreed})
    assert "page.md:6:1" in run(drafted, *publish).output, "what the moment was is not yet said"
    text = draft(drafted).read_text(encoding="utf-8").replace("what: …", "what: 雪の日")
    draft(drafted).write_text(text, encoding="utf-8")
    assert "still to be written" in run(drafted, *publish).output
    draft(drafted).write_text(text.replace("person: ken", "person: ai"), encoding="utf-8")
    assert "somebody else's" in run(drafted, *publish).output
    assert not target.exists()


def test_what_is_published_has_no_remark_and_is_shown(drafted: SmallPortal) -> None:
    drafted.write({"alumni/ken.yml": f"name: {{family: 佐藤, given: 健}}\nconsents: [{AGREED}]\n"})
    text = draft(drafted).read_text(encoding="utf-8").replace("…", "みんなで押しました。")
    draft(drafted).write_text(text, encoding="utf-8")
    assert "相談に乗ります" in text, "the memo, for the writer"
    assert json.loads(run(drafted, "graduate", "ken", "--page", "--json").output) == {
        "file": "private/graduations/ken/page.md"
    }
    done = run(drafted, "graduate", "ken", "--publish", "--json")
    assert json.loads(done.output) == {"file": "content/graduations/ken.md"}
    published = (drafted.root / "content/graduations/ken.md").read_text(encoding="utf-8")
    assert (
        "<!--" not in published and "draft" not in published and "相談に乗ります" not in published
    )
    built = run(drafted, "build")
    assert built.exit_code == 0, built.output
    page = (drafted.root / "site/graduations/ken/index.html").read_text(encoding="utf-8")
    assert "みんなで押しました。" in page and "忘れません: ね" in page and "内緒" not in page
    assert "left alone" in run(drafted, "graduate", "ken", "--publish").output


def test_words_of_the_memo_stop_the_build_where_somebody_copies_them(drafted: SmallPortal) -> None:
    said = "困ったときは一時間いつでも相談に乗ります"
    drafted.write(
        {
            "alumni/ken.yml": f"name: {{family: 佐藤, given: 健}}\nconsents: [{AGREED}]\n",
            "content/graduations/ken.md": "---\nperson: ken\ndate: 2026-12-20\n"
            f"peak: {{what: 雪}}\n---\n{said}\n",
        }
    )
    assert run(drafted, "build").exit_code == 1
    assert not (drafted.root / "site/graduations").exists()


def test_neither_draft_nor_words_lie_where_git_would_take_them_in(small: SmallPortal) -> None:
    subprocess.run(["git", "init", "-q", small.root], check=True)
    refused = run(small, "graduate", "ken", "--page")
    assert ".gitignore" in refused.output and not draft(small).exists()
    small.write({"mails/0.eml": mail(token(small), "またね。")})
    refused = run(small, "inbox", "mails", "--apply", typed="y\n\n")
    assert ".gitignore" in refused.output and board(small) == ""
    small.write({".gitignore": "/private/\n"})
    run(small, "inbox", "mails", "--apply", typed="y\n\n")
    assert board(small) == "- 三好 千里: またね。\n"


@given(
    st.lists(
        st.sampled_from(["<!--", "<!-", "-", "-->", "a", "\n", "内緒", "## b"]), max_size=12
    ).map("".join)
)
def test_no_remark_is_ever_left(body: str) -> None:
    text = without_remarks(f"---\nperson: ken\ndraft: yes\n---\n<!-- 内々 -->\n{body}")
    assert "内々" not in text and "<!--" not in text
    assert "draft" not in text and text.startswith("---\nperson: ken\n---")
