"""SmartHR: employees, as 従業員リスト is downloaded (https://support.smarthr.jp/).

Office and title are those of the time here. The business name, where there is one, is kept beside
the name.
"""

from __future__ import annotations

from enishi.desk.layout import Layout

SOURCE = Layout(
    title="SmartHR",
    source="https://support.smarthr.jp/",
    columns={
        "family": ("姓",),
        "given": ("名",),
        "family-kana": ("姓（ヨミガナ）", "姓ヨミガナ"),
        "given-kana": ("名（ヨミガナ）", "名ヨミガナ"),
        "email": ("メールアドレス", "個人メールアドレス"),
        "phone": ("電話番号", "携帯電話番号"),
        "birthday": ("生年月日",),
        "department": ("部署1 部署", "部署"),
        "title": ("役職1 役職", "役職"),
        "status": ("在籍状況",),
        "joined": ("入社年月日",),
        "left": ("退職年月日",),
    },
    telling=(("姓（ヨミガナ）", "名（ヨミガナ）"), ("部署1 部署",), ("ビジネスネーム：姓",)),
    others=("社員番号", "ビジネスネーム：姓", "ビジネスネーム：名", "雇用形態"),
)
