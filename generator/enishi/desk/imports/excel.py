"""A table by anybody, from Excel or any other spreadsheet, in Japanese or English (docs/importing.md).

Office and title are those of the time here; where somebody is now has headings that say so.
"""

from __future__ import annotations

from enishi.desk.layout import Layout

SOURCE = Layout(
    title="Excel",
    source="docs/importing.md",
    columns={
        "name": ("氏名", "名前", "お名前", "姓名", "Name", "Full name", "Fullname"),
        "family": ("姓", "名字", "苗字", "Last name", "Family name", "Surname"),
        "given": ("名", "First name", "Given name", "Forename"),
        "kana": ("ふりがな", "フリガナ", "氏名カナ", "氏名かな", "氏名(カナ)", "氏名(フリガナ)", "カナ", "かな", "よみがな", "ヨミガナ", "読み", "読み方", "カナ氏名", "Kana", "Reading"),
        "family-kana": ("姓カナ", "姓かな", "セイ", "せい", "姓(カナ)", "姓(フリガナ)", "姓(ふりがな)", "姓フリガナ"),
        "given-kana": ("名カナ", "名かな", "メイ", "めい", "名(カナ)", "名(フリガナ)", "名(ふりがな)", "名フリガナ"),
        "latin": ("英字", "英字氏名", "ローマ字", "ローマ字氏名", "英語名", "氏名(英字)", "氏名(ローマ字)", "Romaji", "Latin", "English name"),
        "former": ("旧姓", "Former name", "Maiden name"),
        "preferred": ("呼び名", "ニックネーム", "愛称", "Nickname", "Preferred name"),
        "email": ("メール", "メールアドレス", "個人メール", "個人メールアドレス", "Eメール", "e-mail", "email", "email address", "e-mail address", "mail", "mail address", "私用メール", "Personal email"),
        "phone": ("電話", "電話番号", "携帯", "携帯電話", "携帯番号", "TEL", "Phone", "Phone number", "Mobile", "Cell"),
        "birthday": ("誕生日", "生年月日", "Birthday", "Date of birth", "Birth date"),
        "joined": ("入社", "入社日", "入社年月", "入社年月日", "入社年", "Joined", "Joining date", "Start date", "Hire date", "Joined on"),
        "left": ("退職", "退職日", "退職年月", "退職年月日", "退職年", "退社日", "退社年月", "退社年月日", "卒業", "卒業日", "卒業年月", "卒業年月日", "卒業年", "最終出社日", "Left", "Leaving date", "Left on", "End date", "Last day", "Termination date"),
        "status": ("在籍状況", "在籍", "在籍区分", "Status", "Employment status"),
        "department": ("部署", "部署名", "所属", "所属部署", "部門", "Department", "Team"),
        "title": ("役職", "職種", "肩書", "肩書き", "Title", "Position", "Role"),
        "company": ("会社名", "会社", "現在の会社", "現職", "勤務先", "現勤務先", "転職先", "いまの会社", "Company", "Employer", "Current company", "Company now"),
        "job": ("現在の役職", "現役職", "いまの役職", "現在の職種", "Job title", "Current title", "Title now"),
        "industry": ("業種", "Industry"),
        "city": ("市区町村", "City"),
        "region": ("都道府県", "Prefecture", "State", "Region"),
        "country": ("国", "Country"),
        "linkedin": ("LinkedIn", "LinkedIn URL"),
        "x": ("X", "Twitter"),
        "facebook": ("Facebook",),
        "github": ("GitHub",),
        "website": ("Web", "Website", "ウェブサイト", "ホームページ", "サイト", "URL"),
        "skill": ("スキル", "得意なこと", "Skills"),
    },
)  # fmt: skip
