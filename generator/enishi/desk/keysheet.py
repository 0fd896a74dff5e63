"""The recovery key as a sheet to be printed, in both languages. Nothing here writes to a disk."""

from __future__ import annotations

from html import escape

_GROUP, _IN_LINE = 5, 4
_PREFIX = "AGE-SECRET-KEY-"
_SAYS = (
    (
        "縁 Enishi: 回復の鍵",
        "この紙は、いつもの鍵(identity.txt)を失くしたときに、封じた記録を開くためのものです。",
        "使い方: 新しい機械の、ポータルのフォルダで enishi seal --recover と打ち、"
        "下の鍵を入力します。空白と改行、大文字・小文字は気にしなくてかまいません。",
        "金庫など、鍵のかかる所に。写真に撮らず、メールで送らず、どこにも保存しないでください。"
        "この鍵があれば、だれでもすべての記録を読めます。",
    ),
    (
        "縁 Enishi: recovery key",
        "This sheet opens the sealed records when the everyday key (identity.txt) is lost.",
        "How to use it: in the portal's folder on a new machine, run enishi seal --recover and "
        "type the key below. Spaces, line breaks and capitals do not matter.",
        "Keep it locked away. Take no photo of it, send it to nobody, store it nowhere: whoever "
        "has this key can read every record.",
    ),
)
_STYLE = (
    "body{font:16px/1.7 sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#000}"
    "pre{font:700 1.25rem/2 monospace;border:2px solid;padding:1rem;letter-spacing:.05em}"
    "h1{font-size:1.3rem}@media print{body{margin:0}}"
)


def grouped(secret: str) -> str:
    """A key in groups that can be read and typed: the first line is its name."""
    rest = secret.removeprefix(_PREFIX)
    groups = [rest[at : at + _GROUP] for at in range(0, len(rest), _GROUP)]
    lines = [" ".join(groups[at : at + _IN_LINE]) for at in range(0, len(groups), _IN_LINE)]
    return "\n".join([_PREFIX, *lines])


def sheet_text(secret: str, recipient: str) -> str:
    """For the terminal, and any printer."""
    key = "\n".join(f"    {line}" for line in grouped(secret).split("\n"))
    said = ["\n".join(part) for part in _SAYS]
    rule = "─" * 60
    return "\n\n".join([rule, *said, key, f"    {recipient}", rule]) + "\n"


def sheet_html(secret: str, recipient: str) -> str:
    """A page of its own: it loads nothing and runs nothing."""
    parts = [
        f'<section lang="{lang}"><h1>{escape(head)}</h1>'
        + "".join(f"<p>{escape(line)}</p>" for line in lines)
        + "</section>"
        for lang, (head, *lines) in zip(("ja", "en"), _SAYS, strict=True)
    ]
    return (
        '<!doctype html>\n<html lang="ja"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\"><title>Enishi</title>"
        f"<style>{_STYLE}</style></head>\n<body>{''.join(parts)}"
        f"<pre>{escape(grouped(secret))}</pre><p><small>{escape(recipient)}</small></p>"
        "</body></html>\n"
    )
