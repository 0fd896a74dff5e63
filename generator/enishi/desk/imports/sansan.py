"""Sansan: cards, as they are downloaded or taken in (https://jp-help.sansan.com/).

Names of columns are those of its help pages: of its format for imports, and of its items.
"""

from __future__ import annotations

from enishi.desk.layout import Layout

SOURCE = Layout(
    title="Sansan",
    source="https://jp-help.sansan.com/hc/ja/articles/206509257",
    is_mixed=True,
    columns={
        "company": ("会社名",),
        "job": ("役職", "役職名"),
        "name": ("氏名",),
        "family": ("氏名[姓]", "姓"),
        "given": ("氏名[名]", "名"),
        "family-kana": ("姓カナ", "氏名カナ[姓]"),
        "given-kana": ("名カナ", "氏名カナ[名]"),
        "email": ("email", "email1", "e-mail", "e-mail1", "email2", "メールアドレス"),
        "phone": ("携帯番号", "携帯電話", "携帯", "TEL", "TEL1", "TEL2"),
        "region": ("都道府県",),
        "city": ("市区町村",),
    },
    telling=(
        ("氏名[姓]",),
        ("名刺所有者ユーザID",),
        ("名刺ID",),
        ("姓カナ", "名刺交換日"),
        ("会社名", "氏名", "名刺交換日", "名刺所有者"),
    ),
    others=(
        "名刺所有者ユーザID", "名刺所有者", "名刺ID", "名刺交換日", "部署", "部署名", "郵便番号", "住所", "住所1",
        "住所2", "町域・番地", "ビル名", "FAX", "URL", "URL1", "タグ", "メモ", "退職者フラグ", "国コード",
    ),
)  # fmt: skip
