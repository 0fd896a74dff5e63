"""Eight: cards, as 名刺データ is downloaded; notes stand above the headings (https://help.8card.net/).

What a card says is where somebody is now. Numbers of a company's own line are kept as well.
"""

from __future__ import annotations

from enishi.desk.layout import Layout

SOURCE = Layout(
    title="Eight",
    source="https://help.8card.net/",
    is_mixed=True,
    columns={
        "company": ("会社名",),
        "job": ("役職",),
        "name": ("氏名",),
        "email": ("e-mail",),
        "phone": ("携帯電話", "TEL直通", "TEL部門", "TEL会社"),
    },
    telling=(("Eightでつながっている人",), ("再データ化中の名刺",), ("TEL会社", "氏名")),
    others=(
        "Eightでつながっている人",
        "再データ化中の名刺",
        "部署名",
        "郵便番号",
        "住所",
        "FAX",
        "URL",
        "名刺交換日",
        "'?'を含んだデータ",
    ),
)
