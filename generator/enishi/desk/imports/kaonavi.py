"""カオナビ: members, as 社員情報 is downloaded (https://help.kaonavi.jp/)."""

from __future__ import annotations

from enishi.desk.layout import Layout

SOURCE = Layout(
    title="カオナビ",
    source="https://help.kaonavi.jp/",
    columns={
        "name": ("氏名",),
        "kana": ("フリガナ",),
        "email": ("メールアドレス",),
        "birthday": ("生年月日",),
        "department": ("所属", "所属名", "部署"),
        "title": ("役職",),
        "joined": ("入社日",),
        "left": ("退職日",),
    },
    telling=(("社員番号", "氏名", "所属コード"), ("社員番号", "氏名", "フリガナ")),
    others=("社員番号", "所属コード"),
)
