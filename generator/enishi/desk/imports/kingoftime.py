"""KING OF TIME: employees, as 従業員データ is written out (https://www.kingoftime.jp/)."""

from __future__ import annotations

from enishi.desk.layout import Layout

SOURCE = Layout(
    title="KING OF TIME",
    source="https://www.kingoftime.jp/",
    columns={
        "family": ("姓",),
        "given": ("名",),
        "family-kana": ("姓カナ",),
        "given-kana": ("名カナ",),
        "email": ("メールアドレス",),
        "birthday": ("生年月日",),
        "department": ("所属", "所属名"),
        "joined": ("入社年月日",),
        "left": ("退職年月日",),
    },
    telling=(("従業員コード", "所属コード"), ("従業員コード", "姓カナ")),
    others=("従業員コード", "所属コード"),
)
