"""Every sentence about a problem, by code: the fault and the cure, in Japanese and English.

`{name}` is filled from the problem's values. No sentence repeats what a record says.
"""

from __future__ import annotations

from enishi.problems import Problem

SENTENCES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    # --- files
    "file-symlink": (
        (
            "リンク(シンボリックリンク)は読みません。",
            "リンク先のファイルそのものを、ここに置いてください。",
        ),
        ("Symbolic links are not read.", "Put the file itself here instead of a link to it."),
    ),
    "file-special": (
        (
            "ふつうのファイルではありません。",
            "テキストファイルに置き換えるか、取り除いてください。",
        ),
        ("This is not an ordinary file.", "Replace it with a text file, or remove it."),
    ),
    "file-name": (
        (
            "ファイルかフォルダの名前が、文字として読めません(UTF-8 ではありません)。",
            "名前を付け直してください。例: 2026-11-05-tenjin.md",
        ),
        (
            "The name of this file or folder is not readable text (not UTF-8).",
            "Rename it. Example: 2026-11-05-tenjin.md",
        ),
    ),
    "file-large": (
        ("ファイルが大きすぎます(上限 {limit} バイト)。", "いくつかのファイルに分けてください。"),
        ("The file is too large (at most {limit} bytes).", "Split it into several files."),
    ),
    "file-unreadable": (
        ("ファイルを読めません。", "ファイルの有無と、読み取りの許可を確かめてください。"),
        ("The file cannot be read.", "See that it exists and that you may read it."),
    ),
    "file-encoding": (
        (
            "文字コードが UTF-8 ではありません。",
            "エディタの「名前を付けて保存」で UTF-8 を選び、保存し直してください。",
        ),
        ("The file is not UTF-8 text.", "Save it again as UTF-8 (“Save as…” in your editor)."),
    ),
    "file-empty": (
        ("ファイルが空です。", "少なくとも名前を書いてください。例: name: 佐藤 健一"),
        ("The file is empty.", "Write at least a name, such as: name: Kenichi Sato"),
    ),
    "text-control": (
        (
            "目に見えない制御文字 {name} が入っています。",
            "その文字を消してください。貼り付けた文章なら、手で打ち直すと消えます。",
        ),
        (
            "There is an invisible control character, {name}.",
            "Delete it; typing the words anew removes it from pasted text.",
        ),
    ),
    # --- YAML
    "yaml-syntax": (
        (
            "YAML として読めません。",
            '字下げの空白、引用符や括弧の閉じ忘れを確かめてください。例: title: "秋の便り"',
        ),
        (
            "This cannot be read as YAML.",
            'Look for uneven indents and unclosed quotes or brackets. Example: title: "Autumn"',
        ),
    ),
    "yaml-unclosed": (
        (
            "ここで開いた括弧か引用符が、閉じられていません。",
            '閉じてください。例: tags: [近況, 人] や title: "秋の便り"',
        ),
        (
            "A bracket or quote is opened here and not closed.",
            'Close it. Example: tags: [people, news] or title: "Autumn"',
        ),
    ),
    "yaml-tab": (
        ("字下げにタブが使われています。", "タブを半角の空白2つに置き換えてください。"),
        ("A tab is used to indent.", "Replace the tab with two spaces."),
    ),
    "yaml-colon": (
        (
            "値の中に「: 」があるため、読み分けられません。",
            '値を引用符で囲んでください。例: title: "お知らせ: 移転します"',
        ),
        (
            "The value holds “: ”, so it cannot be told apart from a key.",
            'Put the value in quotes. Example: title: "News: we moved"',
        ),
    ),
    "yaml-quote": (
        (
            "値がこの記号で始まるため、読めません。",
            '値を引用符で囲んでください。例: title: "@home の夜"',
        ),
        (
            "A value may not begin with this sign.",
            'Put the value in quotes. Example: title: "@home night"',
        ),
    ),
    "yaml-full-width-colon": (
        ("コロンが全角「：」です。", "半角のコロンと空白にしてください。例: {key}: …"),
        ("The colon is full-width (：).", "Use an ASCII colon and a space. Example: {key}: …"),
    ),
    "yaml-full-width-space": (
        ("コロンのあとの空白が全角です。", "半角の空白にしてください。例: {key}: …"),
        ("The space after the colon is full-width.", "Use an ASCII space. Example: {key}: …"),
    ),
    "yaml-escape": (
        ("二重引用符の中の \\ を読めません。", "一重引用符で囲んでください。例: title: 'C:\\work'"),
        (
            "A \\ inside double quotes cannot be read.",
            "Use single quotes. Example: title: 'C:\\work'",
        ),
    ),
    "yaml-duplicate": (
        ("{key} が二度書かれています。", "どちらか一方を残してください。"),
        ("{key} stands here twice.", "Keep one of the two."),
    ),
    "yaml-documents": (
        (
            "一つのファイルに二つの文書があります(途中の --- )。",
            "ファイルを分けるか、途中の --- を消してください。",
        ),
        (
            "The file holds two documents (a second ---).",
            "Split the file, or delete the --- in the middle.",
        ),
    ),
    "yaml-alias": (
        (
            "エイリアス(*)は使えません。",
            '同じ内容をもう一度書いてください。文章なら引用符で囲みます。例: "*注意"',
        ),
        (
            "Aliases (*) are not used here.",
            'Write the value out again; put text in quotes. Example: "*note"',
        ),
    ),
    "yaml-anchor": (
        ("アンカー(&)は使えません。", '& を消すか、値を引用符で囲んでください。例: "&C"'),
        (
            "Anchors (&) are not used here.",
            'Remove the &, or put the value in quotes. Example: "&C"',
        ),
    ),
    "yaml-tag": (
        ("タグ(!)は使えません。", '! を消すか、値を引用符で囲んでください。例: "!"'),
        ("Tags (!) are not used here.", 'Remove the !, or put the value in quotes. Example: "!"'),
    ),
    "yaml-merge": (
        ("<< は使えません。", "必要な項目を、ここに書き写してください。"),
        ("<< is not used here.", "Copy the keys that you need to this place."),
    ),
    "yaml-key": (
        ("項目名が文字ではありません。", "項目名は一つの語にしてください。例: title: …"),
        ("The key is not plain text.", "A key is one word. Example: title: …"),
    ),
    "yaml-depth": (
        ("字下げや括弧が深すぎます(上限 {limit} 段)。", "もっと浅く書いてください。"),
        ("This nests too deeply (at most {limit} levels).", "Write it with fewer levels."),
    ),
    # --- front matter
    "front-toml": (
        (
            "前書きが TOML(+++)で書かれています。",
            "--- で囲んだ YAML にしてください。例: --- / title: 秋の便り / ---",
        ),
        (
            "The front matter is TOML (+++).",
            "Write YAML between --- lines. Example: --- / title: Autumn / ---",
        ),
    ),
    "front-json": (
        (
            "前書きが JSON で書かれています。",
            "--- で囲んだ YAML にしてください。例: --- / title: 秋の便り / ---",
        ),
        (
            "The front matter is JSON.",
            "Write YAML between --- lines. Example: --- / title: Autumn / ---",
        ),
    ),
    "front-unclosed": (
        ("前書きを閉じる --- がありません。", "前書きの終わりに --- だけの行を足してください。"),
        ("The front matter is not closed.", "Add a line that is only --- where it ends."),
    ),
    # --- shape of records
    "mapping-expected": (
        ("「項目名: 値」の形ではありません。", "使える項目: {keys}。例: title: 秋の便り"),
        (
            "“key: value” lines are expected here.",
            "Keys that you can use: {keys}. Example: title: Autumn",
        ),
    ),
    "text-expected": (
        (
            "ここには一つの値だけを書きます。",
            "一覧や字下げをやめ、一つの値にしてください。例: title: 秋の便り",
        ),
        (
            "One single value is expected here.",
            "Write one value, not a list or more keys. Example: title: Autumn",
        ),
    ),
    "list-long": (
        ("一覧が長すぎます(上限 {most} 件)。", "減らすか、いくつかのファイルに分けてください。"),
        ("The list is too long (at most {most}).", "Shorten it, or use several files."),
    ),
    "key-unknown": (
        ("{key} という項目はありません。", "使える項目: {keys}"),
        ("There is no key {key}.", "Keys that you can use: {keys}"),
    ),
    "key-near": (
        ("{key} という項目はありません。", "{near} のことでしょうか。"),
        ("There is no key {key}.", "Did you mean {near}?"),
    ),
    "key-missing": (
        ("{key} がありません。", "書き足してください。例: {example}"),
        ("{key} is missing.", "Add it. Example: {example}"),
    ),
    "text-lines": (
        ("一行で書く項目に、改行があります。", "一行にしてください。"),
        ("This is a single line, and there is a line break in it.", "Write it on one line."),
    ),
    "text-long": (
        ("長すぎます(上限 {most} 字)。", "短くしてください。"),
        ("This is too long (at most {most} characters).", "Make it shorter."),
    ),
    "text-bidi": (
        (
            "文字の向きを変える、見えない文字が入っています。",
            "その文字を消してください。手で打ち直すと消えます。",
        ),
        (
            "There is an invisible character that turns the direction of text.",
            "Delete it; typing the words anew removes it.",
        ),
    ),
    "id-bad": (
        ("ID は半角の小文字・数字・ハイフンだけで書きます(64字まで)。", "例: mirai-2"),
        ("An ID has only lower-case a–z, digits and hyphens (at most 64).", "Example: mirai-2"),
    ),
    "id-device": (
        (
            "{id} は、Windows ではフォルダの名前にできません。",
            "別の名前にしてください。例: {id}-2",
        ),
        ("Windows cannot have a folder called {id}.", "Choose another name. Example: {id}-2"),
    ),
    "id-file": (
        (
            "ファイル名が人のIDになりません。",
            "半角の小文字・数字・ハイフンにしてください。例: alumni/kenichi-sato.yml",
        ),
        (
            "The file name cannot serve as a person's ID.",
            "Use lower-case a–z, digits and hyphens. Example: alumni/kenichi-sato.yml",
        ),
    ),
    "date-bad": (
        (
            "日付として読めません。",
            "年、年月、年月日のどれかで書いてください。例: 2015、2015-04、2015-04-01",
        ),
        ("This is not a date.", "Write a year, month or day. Example: 2015, 2015-04 or 2015-04-01"),
    ),
    "day-bad": (
        ("年月日として読めません。", "年月日をすべて、半角で書いてください。例: 2026-11-05"),
        ("This is not a full day.", "Write year, month and day. Example: 2026-11-05"),
    ),
    "moment-bad": (
        ("日時として読めません。", "例: 2026-11-05 または 2026-11-05 19:00"),
        ("This is not a day or a time.", "Example: 2026-11-05, or 2026-11-05 19:00"),
    ),
    "date-missing": (
        (
            "日付がありません。",
            "date: 2026-11-05 と書くか、ファイル名を 2026-11-05-tenjin.md のようにしてください。",
        ),
        ("There is no date.", "Write date: 2026-11-05, or name the file like 2026-11-05-tenjin.md"),
    ),
    "url-bad": (
        (
            "使えるURLではありません。",
            "{schemes} で始まる、空白のないURLにしてください。例: https://example.com/",
        ),
        (
            "This is not an address that can be used.",
            "Use a full address without spaces ({schemes}). Example: https://example.com/",
        ),
    ),
    "choice-bad": (
        ("決まった語のどれでもありません。", "{words} から選んでください。例: {near}"),
        (
            "This is none of the words that can stand here.",
            "Choose one of: {words}. Example: {near}",
        ),
    ),
    "flag-bad": (
        ("はい・いいえとして読めません。", "yes か no と書いてください。例: yes"),
        ("This is neither yes nor no.", "Write yes or no. Example: yes"),
    ),
    "whole-bad": (
        ("整数として読めません。", "0 から {most} までの整数を半角で書いてください。例: 5"),
        ("This is not a whole number.", "Write a whole number from 0 to {most}. Example: 5"),
    ),
    "name-empty": (
        ("名前がありません。", "例: name: {{family: 佐藤, given: 健一}}"),
        ("The name is empty.", "Example: name: {{family: Sato, given: Kenichi}}"),
    ),
    "kana-bad": (
        (
            "読みが、ひらがな・カタカナではありません。",
            "例: kana: さとう けんいち。ローマ字は latin に書きます。",
        ),
        (
            "The reading is not in kana.",
            "Example: kana: さとう けんいち. Latin letters belong into latin.",
        ),
    ),
    "zone-bad": (
        ("知らない時間帯です。", "例: timezone: Asia/Tokyo"),
        ("This time zone is not known.", "Example: timezone: Asia/Tokyo"),
    ),
    # --- what must not be public
    "private-key": (
        (
            "{key} は公開してはいけない項目です。alumni/ は誰でも読める場所です。",
            "この行を private/ の同じ名前のファイル(git に入れない場所)へ移してください。例: private/kenichi-sato.yml",
        ),
        (
            "{key} must not be public, and anyone may read alumni/.",
            "Move the line to the file of the same name in private/, which git ignores. Example: private/kenichi-sato.yml",
        ),
    ),
    "private-email": (
        (
            "メールアドレスが書かれています。alumni/ は誰でも読める場所です。",
            "private/{id}.yml の emails に移してください。",
        ),
        (
            "There is an e-mail address, and anyone may read alumni/.",
            "Move it to emails in private/{id}.yml",
        ),
    ),
    "private-phone": (
        (
            "電話番号が書かれています。alumni/ は誰でも読める場所です。",
            "private/{id}.yml の phones に移してください。",
        ),
        (
            "There is a phone number, and anyone may read alumni/.",
            "Move it to phones in private/{id}.yml",
        ),
    ),
    "private-birthday": (
        (
            "誕生日が書かれています。alumni/ は誰でも読める場所です。",
            "private/{id}.yml の birthday に移してください。",
        ),
        (
            "There is a birthday, and anyone may read alumni/.",
            "Move it to birthday in private/{id}.yml",
        ),
    ),
    "audience-private": (
        (
            "audience: alumni の記事が content/ にあります。content/ は誰でも読める場所です。",
            "ファイルを private/news/ へ移すか、audience: public にしてください。",
        ),
        (
            "This item is for alumni only, but anyone may read content/.",
            "Move the file to private/news/, or write audience: public",
        ),
    ),
    "audience-public": (
        (
            "private/news/ に、公開してよい記事があります。ここに置けるのは、手紙だけでお話しする便りです。",
            "ファイルを content/news/ へ移すか、手紙だけの便りなら audience: alumni と書いてください。",
        ),
        (
            "There is a public item in private/news/, which is for what the letter alone tells.",
            "Move the file to content/news/, or, if it is for the letter alone, write audience: alumni",
        ),
    ),
    "inside-picture": (
        (
            "手紙だけの便りに、サイトにない画像があります。手紙の画像はサイトから届くので、見えません。",
            "画像をはずすか、サイトの記事にも載せてください。",
        ),
        (
            "This item, which only the letter tells, shows a picture that the site does not have. Letters get pictures from the site, so nobody would see it.",
            "Take the picture out, or show it in an article of the site as well.",
        ),
    ),
    "name-without-consent": (
        (
            "公開に同意していない人の名前が書かれています。",
            "名前を消すか、「元同僚」のように言い換えてください。同意をもらえたなら、その人の consents に書き足します。",
        ),
        (
            "This names a person who has not agreed to be shown.",
            "Take the name out, or say “a former colleague”. If they agreed, add it to their consents.",
        ),
    ),
    # --- references and dates
    "dates-reversed": (
        (
            "終わりが始まりより前です。",
            "二つの日付を確かめてください。例: 2015-04 から 2022-03 まで",
        ),
        (
            "The end is before the beginning.",
            "Check the two dates. Example: from 2015-04 to 2022-03",
        ),
    ),
    "times-mixed": (
        (
            "開始と終了の一方にだけ時刻があります。",
            "両方に時刻を書くか、両方とも日付だけにしてください。例: 2026-12-04 19:00",
        ),
        (
            "Only one of start and end has a time of day.",
            "Give both a time, or neither. Example: 2026-12-04 19:00",
        ),
    ),
    "ref-missing": (
        (
            "content/timeline.yml に、この ID はありません。",
            "timeline.yml に足すか、綴りを直してください。例: {near}",
        ),
        (
            "content/timeline.yml has no entry with this ID.",
            "Add it there, or mend the spelling. Example: {near}",
        ),
    ),
    "person-missing": (
        ("alumni/ に、この ID の人はいません。", "綴りを確かめてください。例: {near}"),
        ("There is no person with this ID in alumni/.", "Check the spelling. Example: {near}"),
    ),
    "item-missing": (
        (
            "content/news/ に、この記事はありません。",
            "ファイル名から .md を除いて書きます。例: {near}",
        ),
        ("content/news/ has no such item.", "Write the file name without .md. Example: {near}"),
    ),
    "tag-unknown": (
        ("このタグの記事は一つもありません。", "タグの綴りを確かめてください。"),
        ("No news item has this tag.", "Check the spelling of the tag."),
    ),
    "id-twice": (
        ("ID {id} が二度使われています。", "どちらか一方の ID を変えてください。"),
        ("The ID {id} is used twice.", "Change one of the two."),
    ),
    "permalink-twice": (
        ("{other} と同じアドレスになります。", "ファイル名か slug を変えてください。"),
        ("This would have the same address as {other}.", "Change the file name or the slug."),
    ),
    "permalink-reserved": (
        (
            "{id} というアドレスは、ポータル自身が使います。",
            "ファイル名か slug を変えてください。例: {id}-2",
        ),
        (
            "The portal itself uses the address {id}.",
            "Change the file name or the slug. Example: {id}-2",
        ),
    ),
    # --- links and pictures
    "link-broken": (
        (
            "リンク先がありません。",
            "このファイルから見た道筋を確かめてください。例: ../events/2026-12-04-homecoming.md",
        ),
        (
            "The link leads nowhere.",
            "Check the path as seen from this file. Example: ../events/2026-12-04-homecoming.md",
        ),
    ),
    "anchor-missing": (
        (
            "リンク先のページに、その場所(# のあと)がありません。",
            "行き先に印を付けてください。例: 見出しの次の行に {{: #tenjin }} と書き、[天神](#tenjin) とつなぎます。",
        ),
        (
            "The page has no such place (what follows the #).",
            "Mark the place. Example: write {{: #tenjin }} on the line after a heading, and link to it with [Tenjin](#tenjin).",
        ),
    ),
    "link-unpublished": (
        (
            "リンク先は、いま公開されていません。リンクを外して出力します。",
            "下書き・期限・同意を確かめるか、リンクを消してください。",
        ),
        (
            "What the link leads to is not published now; it is shown without the link.",
            "Check whether it is a draft, expired or without consent, or remove the link.",
        ),
    ),
    "link-unsafe": (
        (
            "安全でないリンクなので、外して出力します。",
            "https で始まるURLにしてください。例: https://example.com/",
        ),
        (
            "The link is not safe and is left out.",
            "Use an address that begins with https. Example: https://example.com/",
        ),
    ),
    "image-remote": (
        (
            "よそのサイトの画像は載せません(読んだ人がそのサイトに知られるため)。",
            "画像を保存し、このファイルのそばに置いてください。例: ![窓](images/window.jpg)",
        ),
        (
            "Pictures from other sites are left out: that site would learn who reads.",
            "Save the picture beside this file. Example: ![A window](images/window.jpg)",
        ),
    ),
    "image-missing": (
        (
            "画像がありません。",
            "ファイル名を確かめてください(大文字と小文字も)。例: images/window.jpg",
        ),
        (
            "The picture is not there.",
            "Check the file name, capitals too. Example: images/window.jpg",
        ),
    ),
    "image-large": (
        (
            "画像が大きすぎます(2,000万バイト・5,000万画素まで)。",
            "小さく書き出してください。横1280ピクセルあれば足ります。",
        ),
        (
            "The picture is too large (at most 20 million bytes and 50 million pixels).",
            "Export it smaller; 1280 pixels wide is enough.",
        ),
    ),
    "image-kind": (
        ("画像として読めません。", "JPEG・PNG・WebP・GIF のどれかで保存してください。"),
        ("This cannot be read as a picture.", "Save it as JPEG, PNG, WebP or GIF."),
    ),
    "alt-missing": (
        (
            "画像の説明がありません。",
            "見えない人にも伝わる一文を足してください。例: image_alt: 窓の外の公園",
        ),
        (
            "The picture has no description.",
            "Say what it shows for those who cannot see it. Example: image_alt: The park outside",
        ),
    ),
    "photo-path": (
        (
            "photo には alumni/photos/ の中のファイル名だけを書きます。",
            "例: photo: kenichi-sato.jpg",
        ),
        ("photo is only the name of a file in alumni/photos/.", "Example: photo: kenichi-sato.jpg"),
    ),
    "text-complex": (
        (
            "文章が長すぎるか(10万字まで)、入れ子や注が多すぎて、組版できません。",
            "いくつかのファイルに分けるか、引用や箇条書きの段を減らしてください。",
        ),
        (
            "The text is too long (at most 100,000 characters), nests too deeply or has too many notes.",
            "Split it into several files, or use fewer levels of quotes and lists.",
        ),
    ),
    # --- settings
    "engine-missing": (
        (
            "エンジン {engine} が、まだ入っていません。",
            '次の1行で入ります: pip install "enishi[{engine}]"。すぐに使わないなら {default} に戻してください。例: engine: {default}',
        ),
        (
            "The engine {engine} is not installed.",
            'One line installs it: pip install "enishi[{engine}]". Until then, {default} works. Example: engine: {default}',
        ),
    ),
    "settings-parent": (
        (
            "INHERIT の先のファイルは読みません。",
            "要る設定を、このファイルに書き写してください。例: theme: {{language: ja}}",
        ),
        (
            "The file that INHERIT names is not read.",
            "Copy the settings that you need into this file. Example: theme: {{language: ja}}",
        ),
    ),
    "settings-refused": (
        (
            "{engine} がこの設定を受け付けません: {fault}",
            "mkdocs.yml のその項目を直すか、消してください。例: nav を書かなければ、自動で作られます。",
        ),
        (
            "{engine} refuses these settings: {fault}",
            "Mend or remove that key of mkdocs.yml. Example: without nav, the menu makes itself.",
        ),
    ),
    "settings-missing": (
        (
            "extra.enishi がありません。",
            "mkdocs.yml に書き足してください。例: extra: / enishi: / company: {{name: 株式会社れい}} / host: {{name: 山田 はる}}",
        ),
        (
            "extra.enishi is missing.",
            "Add it to mkdocs.yml. Example: extra: / enishi: / company: {{name: Rei Inc.}} / host: {{name: Haru Yamada}}",
        ),
    ),
    "sender-missing": (
        (
            "手紙の法定表示(送信者・住所・連絡先・配信停止)がありません。",
            'extra.enishi に sender を足してください。例: sender: {{name: 株式会社れい, address: 東京都千代田区例町1-2-3, contact: "mailto:alumni@example.com", stop: "mailto:stop@example.com"}}',
        ),
        (
            "The legal foot of the letter is missing (sender, address, contact, how to stop).",
            'Add sender to extra.enishi. Example: sender: {{name: Rei Inc., address: "1-2-3 Reimachi, Tokyo", contact: "mailto:alumni@example.com", stop: "mailto:stop@example.com"}}',
        ),
    ),
    "site-url-missing": (
        (
            "site_url がありません。手紙の中のリンクには、完全なアドレスが要ります。",
            "mkdocs.yml に書いてください。例: site_url: https://alumni.example.com/",
        ),
        (
            "site_url is missing; links in a letter need a full address.",
            "Add it to mkdocs.yml. Example: site_url: https://alumni.example.com/",
        ),
    ),
    "colour-bad": (
        (
            "色として読めません。",
            "# と16進数6桁を、引用符で囲んで書いてください。例: colour: '#1F4E79'",
        ),
        (
            "This is not a colour.",
            "Write # and six hexadecimal digits, in quotes. Example: colour: '#1F4E79'",
        ),
    ),
    "colour-weak": (
        (
            "この色では文字が読みにくくなります(コントラスト {ratio}、4.5 以上が必要)。",
            "いちばん近い読める色: colour: '{near}'",
        ),
        (
            "Text in this colour is hard to read (contrast {ratio}, at least 4.5 is needed).",
            "The nearest colour that passes: colour: '{near}'",
        ),
    ),
    "asset-remote": (
        (
            "よそのサイトのファイルは読み込みません(読んだ人がそのサイトに知られるため)。",
            "ファイルを content/ に保存し、その名前を書いてください。例: extra_css: [my.css]",
        ),
        (
            "Files from other sites are not loaded: that site would learn who reads.",
            "Save the file in content/ and name it. Example: extra_css: [my.css]",
        ),
    ),
    "asset-missing": (
        ("{file} がありません。", "ファイルを置くか、この行を消してください。"),
        ("{file} is not there.", "Put the file there, or remove the line."),
    ),
    "template-fault": (
        (
            "このテンプレートは組めません: {fault}",
            "もとのテンプレートと見比べてください。消せば、もとのものが使われます。",
        ),
        (
            "This template cannot be printed: {fault}",
            "Compare it with the original; without the file the original is used.",
        ),
    ),
    "shell-broken": (
        (
            "この上書きで、{mark} が {count} 個になりました(1個だけ必要です)。",
            "もとのテンプレートと見比べて、その部分を残してください。例: ブロックの中で {{{{ super() }}}} と書くと、もとの中身が残ります。",
        ),
        (
            "With this override of the theme, {mark} stands {count} times; it must stand once.",
            "Compare it with the original template and keep that part. Example: {{{{ super() }}}} inside a block keeps what was there.",
        ),
    ),
    # --- commands
    "theme-unknown": (
        (
            "テーマ({theme})に {mark} が {count} 個あります(1個だけ必要です)。この版のテーマでは、ページを組めません。",
            "テーマを、前に動いていた版に戻してください。例: pip install -r tools/requirements.txt",
        ),
        (
            "In the theme ({theme}), {mark} stands {count} times; it must stand once. Pages cannot be made with it.",
            "Go back to the version of the theme that worked. Example: pip install -r tools/requirements.txt",
        ),
    ),
    "site-foreign": (
        (
            "{folder}/ は Enishi が作ったフォルダではありません。消さずに止めました。",
            "中身を別の場所へ移し、空にしてから、もう一度どうぞ。",
        ),
        (
            "{folder}/ was not made by Enishi, so it was left alone.",
            "Move what it holds elsewhere and empty it, then try again.",
        ),
    ),
    "site-heavy": (
        (
            "サイトが {size} あります(上限 {limit})。重いフォルダ: {folders}。重いファイル: {files}。",
            "大きな写真や古い記事を減らしてください。GitHub Pages でなく、もっと置けるサーバーに公開するなら、mkdocs.yml の extra.enishi.site_limit で上限(MB)を上げられます。例: site_limit: 5000",
        ),
        (
            "The site weighs {size} (at most {limit}). Heaviest folders: {folders}. Heaviest files: {files}.",
            "Take out large pictures or old items. If it is not for GitHub Pages but for a server with more room, raise extra.enishi.site_limit (in MB) in mkdocs.yml. Example: site_limit: 5000",
        ),
    ),
    "site-shrunk": (
        (
            "新しいサイトは {now} ページで、前の {before} ページから大きく減ります。いちばん減るのは {section}({lost} ページ)です。site/ はそのままです。",
            "消えたフォルダやファイルがないか確かめてください。減ってよいときは: enishi build --allow-shrink",
        ),
        (
            "The new site has {now} pages; the one before had {before}. Most are missing from {section} ({lost}). site/ is as it was.",
            "See whether files or folders got lost. If so few are meant: enishi build --allow-shrink",
        ),
    ),
    "site-empty": (
        (
            "新しいサイトには1ページもありません。site/ はそのままです。",
            "content/ と alumni/ の中身を確かめてください。それでよいときは: enishi build --allow-shrink",
        ),
        (
            "The new site has no pages. site/ is as it was.",
            "See what content/ and alumni/ hold. If none are meant: enishi build --allow-shrink",
        ),
    ),
    "build-running": (
        (
            "このサイトは、いま別のところで作っている最中です。",
            "終わるのを待って、もう一度試してください。ほかの画面やエディタで enishi build が動いていませんか。",
        ),
        (
            "This site is being built by another command right now.",
            "Wait for it to end and try again. Is enishi build running in another window?",
        ),
    ),
    "build-unremembered": (
        (
            "新しい site/ はできています。つぎに速く作るための控えだけ、書き込めませんでした。",
            "空き容量を確かめて、もう一度 enishi build をどうぞ。",
        ),
        (
            "The new site/ is in place; only the notes that make the next build quick could not be written.",
            "Check the free space, then run enishi build again.",
        ),
    ),
    "portal-missing": (
        (
            "ここはポータルのフォルダではありません(mkdocs.yml がありません)。",
            "ポータルのフォルダに移るか、新しく作ってください。例: enishi init my-alumni",
        ),
        (
            "This folder is not a portal: there is no mkdocs.yml.",
            "Go to your portal's folder, or make one. Example: enishi init my-alumni",
        ),
    ),
    "folder-taken": (
        ("フォルダが空ではありません。", "別の名前にしてください。例: enishi init my-alumni"),
        ("The folder is not empty.", "Choose another name. Example: enishi init my-alumni"),
    ),
    "file-taken": (
        (
            "この名前のファイルはもうあります。上書きしません。",
            "--slug で別の名前を付けてください。例: --slug tenjin-2",
        ),
        (
            "There is a file with this name already; it was left alone.",
            "Give another name with --slug. Example: --slug tenjin-2",
        ),
    ),
    "keepsake-consent": (
        (
            "本人の portal と graduation の同意が、どちらも有効ではないので、公開しません。",
            "本人に下書きを読んでもらい、同意をもらって書いてください。例: enishi consent {id} --given graduation --how 下書きを見せて",
        ),
        (
            "Their consents for portal and graduation do not both hold, so nothing is published.",
            'Let them read the draft, and write down that they agree. Example: enishi consent {id} --given graduation --how "Read the draft"',
        ),
    ),
    "keepsake-there": (
        (
            "この人の卒業のページは、もう公開の場所にあります。上書きしません。",
            "そのファイルを直してください。例: content/graduations/kenichi-sato.md",
        ),
        (
            "There is a published page of this graduation already; it was left alone.",
            "Change that file itself. Example: content/graduations/kenichi-sato.md",
        ),
    ),
    "keepsake-none": (
        ("下書きがありません。", "先につくってください。例: enishi graduate {id} --page"),
        ("There is no draft.", "Begin one. Example: enishi graduate {id} --page"),
    ),
    "keepsake-other": (
        (
            "この下書きは、別の人のものです。",
            "person: に本人の ID を書いてください。例: person: {id}",
        ),
        ("This draft is somebody else's.", "Write the ID into person. Example: person: {id}"),
    ),
    "keepsake-open": (
        (
            "まだ書かれていないところ(…)があります。",
            "書くか、その行を消してください。例: 朝から雪でした。",
        ),
        (
            "Something is still to be written here (…).",
            "Write it, or take the line out. Example: It had snowed since morning.",
        ),
    ),
    "keepsake-hidden": (
        (
            "この卒業のページはどこにも載りません。本人の portal と graduation の同意が、どちらも有効ではないためです。",
            "同意をもらったら enishi consent で書いてください。やめたいと言われたのなら、このファイルを消してください。"
            "公開のリポジトリでは、サイトに載らなくても読めます。",
        ),
        (
            "This graduation page is shown to nobody: its subject's consents for portal and graduation do not both hold.",
            "Write the consents down with enishi consent. If they withdrew, delete this file: "
            "in a public repository it can be read though the site does not show it.",
        ),
    ),
    "keepsake-picture": (
        (
            "卒業のページの本文には画像を置けません。",
            "画像は peak: の photo: に書いてください。本人の photo の同意があるときだけ載ります。例: peak: {{what: 雪の日, photo: images/snow.jpg, photo_alt: 雪の倉庫}}",
        ),
        (
            "The text of a graduation page holds no pictures.",
            "Name it as photo in peak, where it is shown only with a consent for photos. "
            "Example: peak: {{what: The day it snowed, photo: images/snow.jpg, photo_alt: The yard}}",
        ),
    ),
    "card-missing": (
        ("そのカードはありません。", "content/cards/ のファイル名を書いてください。例: {near}"),
        (
            "There is no such card.",
            "Give the name of a file in content/cards/. Example: {near}",
        ),
    ),
    "table-missing": (
        ("その表がありません。", "CSV ファイルの場所を書いてください。例: ~/targets.csv"),
        ("There is no such table.", "Give the place of a CSV file. Example: ~/targets.csv"),
    ),
    "table-encoding": (
        (
            "文字コードがわかりません。",
            "表計算ソフトで「CSV UTF-8」として保存しなおしてください。CP932(Shift_JIS)と UTF-16 も読めます。",
        ),
        (
            "The encoding of the table is not known.",
            "Save it again as “CSV UTF-8”. CP932 (Shift_JIS) and UTF-16 can be read too.",
        ),
    ),
    "table-broken": (
        ("ここから先を表として読めません。", 'この行の引用符(")が閉じているか見てください。'),
        (
            "From here on this cannot be read as a table.",
            'See whether the quotation marks (") of this line are closed.',
        ),
    ),
    "table-wide": (
        (
            "この行にはセルが多すぎます(上限 {limit} 列)。",
            "要らない列を消し、ファイルの区切り文字を確かめてください。",
        ),
        (
            "This line has too many cells (at most {limit} columns).",
            "Take out the columns that nobody needs, and see what sign parts the cells.",
        ),
    ),
    "table-headings": (
        (
            "見出しの行がありません。",
            "はじめの20行のどこかに、次のどれかを見出しとして書いてください: {known}",
        ),
        (
            "There is no row of headings.",
            "Within the first 20 lines there must be one of these as a heading: {known}",
        ),
    ),
    "table-twice": (
        (
            "見出し「{heading}」が二つあります。",
            "使わないほうの列の名前を変えてください。例: {heading} 2",
        ),
        (
            "There are two columns called “{heading}”.",
            "Rename the one that is not meant. Example: {heading} 2",
        ),
    ),
    "issue-missing": (
        ("その号はありません。", "content/newsletters/ のファイル名を書いてください。例: {near}"),
        (
            "There is no such issue.",
            "Give the name of a file in content/newsletters/. Example: {near}",
        ),
    ),
    "letter-heavy": (
        (
            "この手紙は {size} KB あります。102 KB を超えると Gmail が途中で切ります。重いものから、{items}。",
            "記事を減らすか、長い欄を要約とリンクにしてください。",
        ),
        (
            "This letter is {size} KB; Gmail cuts it at 102 KB. The heaviest parts: {items}.",
            "Tell fewer stories, or shorten the long part to a summary with a link.",
        ),
    ),
    "letter-too-heavy": (
        (
            "この手紙は {size} KB あり、Gmail が途中で切る 102 KB を超えています。重いものから、{items}。",
            "記事を減らすか、長い欄を要約とリンクにしてください。",
        ),
        (
            "This letter is {size} KB, beyond the 102 KB at which Gmail cuts it. The heaviest parts: {items}.",
            "Tell fewer stories, or shorten the long part to a summary with a link.",
        ),
    ),
    # --- what came back, and whether all is well
    "preflight-red": (
        (
            "送る前の点検に、緑でない項目があります。",
            "わけと直し方は: enishi preflight {issue}",
        ),
        (
            "Something is not green before sending.",
            "See why, and what mends it: enishi preflight {issue}",
        ),
    ),
    "dns-library": (
        ("名前を問い合わせる部品がありません。", '入れてください: pip install "enishi[dns]"'),
        ("What looks up names is not installed.", 'Install it: pip install "enishi[dns]"'),
    ),
    "dns-silent": (
        ("名前のサーバーが答えません。", "ネットワークを確かめるか、--dns をつけずに。"),
        ("No name server answers.", "See whether you are online, or leave out --dns."),
    ),
    "inbox-private": (
        (
            "非公開フォルダがないので、だれからのメールかわかりません。",
            "mkdocs.yml の extra.enishi.private が指すフォルダを置いてください。例: private/kenichi-sato.yml",
        ),
        (
            "There is no private folder, so nobody can tell whose mail this is.",
            "Put it where extra.enishi.private in mkdocs.yml says. Example: private/kenichi-sato.yml",
        ),
    ),
    "answer-changed": (
        (
            "見ているあいだに、この記録が書き換えられたか、改行の種類が混ざっています。上書きしませんでした。",
            "エディタで開いて保存し直してから、もう一度どうぞ。例: enishi inbox FILE --apply",
        ),
        (
            "The record was changed meanwhile, or has several kinds of line ends; it was not overwritten.",
            "Open and save it in an editor, then go on. Example: enishi inbox FILE --apply",
        ),
    ),
    "imap-missing": (
        (
            "返信を読むサーバーが決められていません。",
            "mkdocs.yml の extra.enishi.mail に書いてください。例: imap: {{host: imap.example.com, user: letters@example.com}}",
        ),
        (
            "No server is named from which replies are read.",
            "Say it in mkdocs.yml under extra.enishi.mail. Example: imap: {{host: imap.example.com, user: letters@example.com}}",
        ),
    ),
    "imap-password": (
        (
            "返信を読むサーバーのパスワードがありません。",
            "環境変数 {variable} に入れてください(Gmail などではアプリ パスワード)。ファイルには書きません。",
        ),
        (
            "There is no password for the server from which replies are read.",
            "Put it into the environment as {variable} (with Gmail and others, an app password). It is never written into a file.",
        ),
    ),
    "imap-unreachable": (
        (
            "返信を読むサーバーに、安全につなげません。",
            "ネットワークと、mail.imap の host と port を確かめてください(port はふつう 993)。",
        ),
        (
            "The server from which replies are read cannot be reached safely.",
            "See whether you are online, and look at host and port of mail.imap (the port is usually 993).",
        ),
    ),
    "imap-login": (
        (
            "返信を読むサーバーに入れません。",
            "mail.imap の user とパスワードを確かめてください。Gmail などでは、アプリ パスワードが要ります。",
        ),
        (
            "The server from which replies are read does not let you in.",
            "Look at user of mail.imap and at the password. Gmail and others want an app password.",
        ),
    ),
    "imap-folder": (
        (
            "サーバーのフォルダを、終わりまで読めませんでした。",
            "mail.imap の folder を確かめて、もう一度どうぞ。例: folder: INBOX",
        ),
        (
            "The folder on the server could not be read to its end.",
            "Look at folder of mail.imap, and try again. Example: folder: INBOX",
        ),
    ),
    # --- editions
    "chosen-hidden": (
        (
            "ここに選ばれたものは、いま公開されていないので、手紙に載りません。",
            "行を消すか、公開できるようにしてください(下書き、期限、日付、その人の同意を確かめる)。",
        ),
        (
            "What was chosen here is not public now, so the letter leaves it out.",
            "Delete the line, or see why it is not public: a draft, a date, an expiry, a person’s consent.",
        ),
    ),
    "chosen-silent": (
        (
            "ここに選ばれた人について、この欄に書くことがいまありません。手紙に載りません。",
            "行を消すか、本人にきいて記録に書き足してください。例: lately: {{on: 2026-11-01, text: 店を開きました。}}",
        ),
        (
            "There is nothing that this part could tell of the person chosen here, so the letter leaves them out.",
            "Delete the line, or ask them and add it to their record. Example: lately: {{on: 2026-11-01, text: I opened a shop.}}",
        ),
    ),
    "mail-missing": (
        (
            "差出人のアドレスがまだ決まっていません。",
            "mkdocs.yml の extra.enishi に書いてください。例: mail: {{address: letters@example.com}}",
        ),
        (
            "Nothing says yet from which address letters come.",
            "Write it in mkdocs.yml, under extra.enishi. Example: mail: {{address: letters@example.com}}",
        ),
    ),
    "edition-early": (
        (
            "この号はまだ下書きか、発行日({date})が先です。届いた人が開くページが、まだありません。",
            "draft: の行を消し、発行日を待つか --today {date} で作ってください。見るだけなら --only ID で。",
        ),
        (
            "This issue is a draft, or its day ({date}) is still to come. Nobody could open its page.",
            "Delete the draft: line, and wait for the day or give --today {date}; to look at one edition, use --only ID",
        ),
    ),
    "edition-nobody": (
        (
            "この手紙を送れる人が、ひとりもいません。",
            "だれに、なぜ送れないかは、次のコマンドでわかります: enishi segment 式 --for newsletter",
        ),
        (
            "There is nobody to whom this letter may be sent.",
            "To see why not, person by person: enishi segment EXPRESSION --for newsletter",
        ),
    ),
    "edition-places": (
        (
            "この型に、一人ひとりの分が入る場所がありません: {names}",
            "もとの型から、その行を写してください。例: {{{{ edition.stop if edition else site.sender.stop }}}}",
        ),
        (
            "This template has no place for what is each reader’s own: {names}",
            "Copy those lines from the template of the house. Example: {{{{ edition.stop if edition else site.sender.stop }}}}",
        ),
    ),
    # --- messages
    "secret-bad": (
        (
            "手紙の符号をつくる秘密のファイルが、壊れています。",
            "控えから戻してください。控えがなければ消してください。新しくつくられますが、これまでに送った手紙からの配信停止は、手で受けることになります。",
        ),
        (
            "The secret with which the tokens of letters are made is damaged.",
            "Put it back from your backup. Without one, delete it: another is made, but whoever stops the letters from one already sent must be heard by hand.",
        ),
    ),
    "letter-address": (
        (
            "このアドレスでは、メールを送れません(半角の英数字と記号だけが使えます)。",
            "打ち間違いがないか確かめてください。日本語のドメインは xn-- で始まる形で書きます。例: letters@example.com",
        ),
        (
            "No mail can be sent with this address: it may hold ASCII letters, digits and signs only.",
            "Look for a slip. Write a domain in another script in its form with xn--. Example: letters@example.com",
        ),
    ),
    "letter-control": (
        (
            "メールの見出しに入る文字の中に、目に見えない制御文字か改行があります。",
            "消してください。貼り付けた文章なら、手で打ち直すと消えます。",
        ),
        (
            "There is an invisible control character or a line break in what goes into the mail’s header.",
            "Delete it; typing the words anew removes it from pasted text.",
        ),
    ),
    "letter-subject": (
        ("件名になる題がありません。", "題を書いてください。例: title: 秋の縁側だより"),
        (
            "There is no title to be the subject.",
            "Write one. Example: title: Autumn on the veranda",
        ),
    ),
    "letter-empty": (
        (
            "手紙の片方(HTML か文章だけの版)が空です。",
            "templates/newsletter/ の型を、もとに戻してみてください。",
        ),
        (
            "One of the letter’s two parts, HTML or plain text, is empty.",
            "Put the templates in templates/newsletter/ back as they were.",
        ),
    ),
    "letter-section-empty": (
        (
            "見出し「{title}」の下に、何も書いてありません。手紙には入れません。",
            "下に書くか、見出しごと消してください。",
        ),
        (
            "There is nothing below the heading “{title}”. It is left out of the letter.",
            "Write something below it, or delete the heading.",
        ),
    ),
    "letter-latin": (
        (
            "手紙に、西ヨーロッパの文字のほかの文字がひとつもありません。途中のサーバーに文字コードを書き換えられると、Gmail が途中で切ります。",
            "「・」や「―」を、templates/newsletter/ の型のどこかに入れてください。",
        ),
        (
            "There is no character in the letter but Western European ones. Where a server relabels its encoding, Gmail cuts it off.",
            "Put a “―” or an “…” somewhere into the templates in templates/newsletter/.",
        ),
    ),
    "letter-garbled": (
        (
            "できあがったメールを読み直すと、もとと違うところがあります({part})。送れません。",
            "題と名前と差出人の、変わった文字や記号を見直してください。",
        ),
        (
            "Read again, the finished mail differs from what was meant ({part}). It cannot be sent.",
            "Look at the title, the name and the sender for unusual characters or signs.",
        ),
    ),
    "list-id-bad": (
        (
            "List-ID として使えません(英数字とハイフンを、点でつないだ形だけです)。",
            "mkdocs.yml に書いてください。例: list_id: letters.alumni.example.com",
        ),
        (
            "This cannot be a List-ID: it consists of letters, digits and hyphens, joined by dots.",
            "Say it in mkdocs.yml. Example: list_id: letters.alumni.example.com",
        ),
    ),
    "port-taken": (
        (
            "ポート {port} はほかのプログラムが使っています。",
            "別の番号で試してください。例: enishi serve --port {other}",
        ),
        (
            "Port {port} is used by another program.",
            "Try another one. Example: enishi serve --port {other}",
        ),
    ),
    # --- the page of the desk
    "desk-port-taken": (
        (
            "ポート {port} はほかのプログラムが使っています。",
            "--port をつけずに開いてください。空いている番号を探します。例: enishi desk",
        ),
        (
            "Port {port} is used by another program.",
            "Leave --port out, and one that is free is found. Example: enishi desk",
        ),
    ),
    "form-day": (
        ("日付として読めません。", "年-月-日の形で書いてください。例: 2026-12-25"),
        ("This is not a day.", "Write it as year-month-day. Example: 2026-12-25"),
    ),
    "form-future": (
        ("まだ来ていない日です。", "きょうか、それより前の日を書いてください。"),
        ("That day has not come yet.", "Give today, or a day before it."),
    ),
    "form-span": (
        (
            "いつまでか、わかりません。",
            "日付か、きょうからの長さで書いてください。例: 2027-01-10、3months、2週間",
        ),
        (
            "It is not clear until when.",
            "Give a day, or how long from today. Example: 2027-01-10, 3months",
        ),
    ),
    "form-number": (
        ("数として読めません(0 から {most} まで)。", "数字だけで書いてください。例: 7"),
        ("This is not a number from 0 to {most}.", "Write digits alone. Example: 7"),
    ),
    "form-choice": (
        ("選べるものの中にありません。", "どれか一つを選んでください: {known}"),
        ("This is none of the choices.", "Choose one of: {known}"),
    ),
    "form-file": (
        ("ファイルがまだ選ばれていません。", "ファイルを選んでください。例: Connections.csv"),
        ("No file was chosen.", "Choose one. Example: Connections.csv"),
    ),
    "form-list": (
        (
            "一覧がまだ選ばれていません。",
            "CSV、vCard、YAML、JSON のどれかを選んでください。例: 卒業生.csv",
        ),
        ("No list was chosen.", "Choose a CSV, vCard, YAML or JSON file. Example: leavers.csv"),
    ),
    "form-label": (
        (
            "一覧の名前に、目に見えない文字があります。",
            "ふつうの文字だけで書いてください。例: 卒業生",
        ),
        ("The name of the list has signs that cannot be seen.", "Use letters. Example: Alumni"),
    ),
    "form-lapsed": (
        (
            "そのファイルは、もう手もとにありません。",
            "ファイルは覚えておかないので、もう一度選んでください。例: 卒業生.csv",
        ),
        (
            "That file is here no more.",
            "Files are not kept; choose it once more. Example: leavers.csv",
        ),
    ),
    "form-meanwhile": (
        (
            "選んだことか机の記録が、見ていただいたあとで変わりました。まだ何も書いていません。",
            "いまの内容は下のとおりです。よければ、もう一度押してください。例: 「このとおり書く」",
        ),
        (
            "What you chose, or a record, changed after you looked. Nothing was written yet.",
            "Below is how it stands now. If it is right, press again. Example: “Write it like this”",
        ),
    ),
    "form-targets": (
        (
            "会社の名前がまだありません。",
            "一行に一社ずつ書くか、表のファイルを選んでください。例: 株式会社れい",
        ),
        (
            "There is no company yet.",
            "Write one on each line, or choose the file of a table. Example: Rei Inc.",
        ),
    ),
    # --- consents and notices
    "limit-empty": (
        (
            "{key} のあとに何も書かれていません。どこまで載せてよいのかが決まりません。",
            "名前だけなら fields: []、全部なら {key} の行を消してください。例: fields: [tenures, now]",
        ),
        (
            "Nothing stands behind {key}, so it is not clear what may be shown.",
            "For the name alone write fields: []; for everything, delete {key}. "
            "Example: fields: [tenures, now]",
        ),
    ),
    "limits-both": (
        (
            "fields と except が両方あります。",
            "載せる項目を並べる fields か、載せない項目を並べる except の、どちらかにしてください。例: except: [location]",
        ),
        (
            "There are both fields and except.",
            "Keep fields (what may be shown) or except (what may not). Example: except: [location]",
        ),
    ),
    "limit-misplaced": (
        (
            "{key} が意味をもつのは、purpose: portal で status: given の同意だけです。",
            "{key} を消してください。一部だけ取り下げるときは、新しい日付の given に except を書きます。"
            "例: {{purpose: portal, status: given, on: 2026-11-01, except: [bio]}}",
        ),
        (
            "{key} means something only in a consent with purpose: portal and status: given.",
            "Delete {key}. To take back a part, add a given one of a later day with except. "
            "Example: {{purpose: portal, status: given, on: 2026-11-01, except: [bio]}}",
        ),
    ),
    "sha256-bad": (
        (
            "SHA-256 は、0〜9 と a〜f の64文字です。",
            "enishi consent が書いた値に戻すか、わからなければ sha256 を消してください。例: notice: portal-2026",
        ),
        (
            "A SHA-256 has 64 characters, 0 to 9 and a to f.",
            "Put back what enishi consent wrote, or delete sha256 where nobody knows it. "
            "Example: notice: portal-2026",
        ),
    ),
    "notice-missing": (
        (
            "この名前の説明文が content/notices/ にありません。何に同意をもらったのか、あとから示せません。",
            "そのとき見せた文面を content/notices/ に置くか、名前を直してください。いまあるもの: {near}",
        ),
        (
            "There is no notice of this name in content/notices/, so what was agreed to cannot be shown.",
            "Put the text that was shown into content/notices/, or correct the name. There is: {near}",
        ),
    ),
    "notice-changed": (
        (
            "説明文が、同意をもらったときから書き換えられています。",
            "文面を元に戻し、新しい文面は別の名前のファイルにしてください。例: content/notices/portal-2027.md",
        ),
        (
            "The notice is not what it was when the consent was given.",
            "Put the old text back, and give the new one a file of its own. "
            "Example: content/notices/portal-2027.md",
        ),
    ),
    "notice-unknown": (
        (
            "その名前の説明文が content/notices/ にないので、何も書いていません。",
            "見せた文面を content/notices/ に置いてから、もう一度どうぞ。いまあるもの: {near}",
        ),
        (
            "There is no notice of this name in content/notices/; nothing was written.",
            "Put the text that was shown there, and try again. There is: {near}",
        ),
    ),
    "consent-unheard": (
        (
            "手もとの記録に書かれたこの答えは、サイトには届きません。いまも載ったままです。",
            "公開の記録にも書いてください。例: enishi consent {id} --withdrawn portal --how …",
        ),
        (
            "The site does not hear of this answer, which stands in the private record alone, and "
            "still shows what it is against.",
            "Write it into the public record as well. Example: "
            "enishi consent {id} --withdrawn portal --how …",
        ),
    ),
    "consent-early": (
        (
            "名簿に載ることへの「はい」が、きょうは有効になりません。何も書いていません。",
            "alumni/ に置いた記録は、だれでも読めます。はじまる日になってから、もう一度どうぞ。同じ日かあとの日に"
            "「いいえ」があれば、あらためてきいた日付で書きます。例: enishi consent {id} --given portal --how …",
        ),
        (
            "The yes to being listed does not hold today; nothing was written.",
            "A record in alumni/ can be read by the world. Write it down on the day from which it holds. If a no "
            "of that day or a later one stands against it, ask again and give the day of that answer. "
            "Example: enishi consent {id} --given portal --how …",
        ),
    ),
    "consent-how": (
        (
            "どのように確かめたかがないので、何も書いていません。",
            '確かめ方を添えてください。例: --how "卒業面談の書面"',
        ),
        (
            "How the answer was given is missing; nothing was written.",
            'Say how. Example: --how "Form signed when leaving"',
        ),
    ),
    "consent-twice": (
        (
            "ひとつの目的に、ちがう答えが二つあります。何も書いていません。",
            "目的ごとに、--given、--refused、--withdrawn のどれかひとつにしてください。",
        ),
        (
            "There are two answers for one purpose; nothing was written.",
            "Give each purpose one of --given, --refused and --withdrawn.",
        ),
    ),
    "consent-unasked": (
        (
            "答えが途中で終わったので、何も書いていません。",
            "端末がないところでは、答えを添えてください。例: "
            'enishi consent kenichi-sato --given portal --how "卒業面談の書面"',
        ),
        (
            "The answers ended early; nothing was written.",
            "Where there is no terminal, give them as options. Example: "
            'enishi consent kenichi-sato --given portal --how "Form signed when leaving"',
        ),
    ),
    "consent-unplaced": (
        (
            "同意を書き足す場所が、このファイルには見つかりません。何も書いていません。",
            "consents を「- 」で始まる行の一覧にしてから、もう一度どうぞ。例: "
            "- {{purpose: portal, status: given, on: 2026-11-01}}",
        ),
        (
            "There is no place in this file where a consent could be added; nothing was written.",
            "Make consents a list of lines that begin with “- ”, and try again. Example: "
            "- {{purpose: portal, status: given, on: 2026-11-01}}",
        ),
    ),
    "somebody-unknown": (
        (
            "その ID の人は alumni/ にも private/ にもいません。",
            "どちらかのファイル名から .yml を除いたものを書いてください。例: {near}",
        ),
        (
            "There is nobody of this ID in alumni/ or private/.",
            "Give the name of a file in one of them without .yml. Example: {near}",
        ),
    ),
    "cabinet-busy": (
        (
            "ほかの enishi が、いま記録に書いています。何も書いていません。",
            "終わるのを待って、もう一度どうぞ。",
        ),
        (
            "Another enishi is writing into the records now. Nothing was written.",
            "Wait until it has finished, and try again.",
        ),
    ),
    "touch-unplaced": (
        (
            "書き足す場所が、この記録には見つかりません。何も書いていません。",
            "touches や connections は「- 」で始まる行の一覧に、care は「名前: 値」の行にしてから、もう一度どうぞ。"
            "例: - {{on: 2026-11-27, channel: mail}}",
        ),
        (
            "There is no place in this record to write it; nothing was written.",
            "Make touches and connections lists of lines that begin with “- ”, and care lines of "
            "“key: value”, and try again. Example: - {{on: 2026-11-27, channel: mail}}",
        ),
    ),
    "touch-changed": (
        (
            "書いているあいだに、記録がほかから書き換えられました。上書きしませんでした。",
            "もう一度どうぞ。例: enishi touch ID",
        ),
        (
            "The record was changed by something else meanwhile; it was not overwritten.",
            "Try again. Example: enishi touch ID",
        ),
    ),
    "today-locked": (
        (
            "封じられた記録 {count} 件を開けないため、その人たちは選んでいません。",
            "鍵のある機械で動かすか、ENISHI_IDENTITY に鍵の場所を書いてください。例: ENISHI_IDENTITY=~/identity.txt",
        ),
        (
            "Records that are sealed and do not open here: {count}. Nothing is suggested for these.",
            "Work on a machine that has the key, or say where it is. Example: "
            "ENISHI_IDENTITY=~/identity.txt",
        ),
    ),
    "hello-slot": (
        (
            "波かっこの中に、知らない名前があります。",
            "使えるのは {known} です。例: {{name}}、お元気ですか。",
        ),
        (
            "There is an unknown name between braces.",
            "There are {known}. Example: How are you, {{name}}?",
        ),
    ),
    "connections-head": (
        (
            "LinkedIn のつながりの一覧として読めません。",
            "LinkedIn の「データのコピーを取得」でつながりを選び、届いた Connections.csv をそのまま渡してください。"
            "例: First Name,Last Name,URL,Email Address,Company,Position,Connected On",
        ),
        (
            "This cannot be read as LinkedIn's list of connections.",
            "Ask LinkedIn for a copy of your data, choose Connections, and give the Connections.csv "
            "as it comes. Example: First Name,Last Name,URL,Email Address,Company,Position,Connected On",
        ),
    ),
    "ics-name": (
        (
            "カレンダーの置き場所ではありません。",
            "フォルダがあることと、名前が .ics で終わることを確かめてください。例: enishi today --ics year.ics",
        ),
        (
            "The calendar cannot go there.",
            "The folder must be there, and the name must end in .ics. Example: enishi today --ics year.ics",
        ),
    ),
    "ics-place": (
        (
            "カレンダーには非公開のことが入るので、公開されるフォルダには書きません。",
            "{place}/ の中か、このフォルダの外に書いてください。例: enishi today --ics year.ics",
        ),
        (
            "The calendar holds what is private, so it is not written where things are published.",
            "Put it into {place}/, or outside of this folder. Example: enishi today --ics year.ics",
        ),
    ),
    "ics-sealed": (
        (
            "ここでは非公開の記録が封じられているので、封じられないカレンダーは置きません。",
            "このフォルダの外に書いてください。例: enishi today --ics ~/year.ics",
        ),
        (
            "Private records are sealed here, and a calendar cannot be.",
            "Put it outside of this folder. Example: enishi today --ics ~/year.ics",
        ),
    ),
    "person-unknown": (
        (
            "その ID の人は alumni/ にいません。",
            "alumni/ のファイル名から .yml を除いたものを書いてください。例: {near}",
        ),
        (
            "There is nobody of this ID in alumni/.",
            "Give the name of a file in alumni/ without .yml. Example: {near}",
        ),
    ),
    "write-failed": (
        (
            "書き込めませんでした。書きかけのファイルはありません。どのファイルも、前のままか、書き終わっているかのどちらかです。",
            "空き容量と、フォルダへの書き込みの許可を確かめて、同じことをもう一度どうぞ。",
        ),
        (
            "Writing failed. No file is half-written: each is as it was before, or complete.",
            "Check the free space, and that you may write to the folder; then do the same again.",
        ),
    ),
    # --- the private side
    "private-in-site": (
        (
            "公開してはいけない値が入っています(もとは {record} のこの項目。ほかに {more} ファイル)。",
            "その値を content/、alumni/、templates/ のどこに書いたかを探して、消してください。公開してよい連絡先なら、mkdocs.yml の extra.enishi.contacts に書きます。",
        ),
        (
            "A value that must not be public is in this file (it comes from this field of {record}; other files with it: {more}).",
            "Find where it was written, in content/, alumni/ or templates/, and take it out. A contact that may be public belongs into extra.enishi.contacts in mkdocs.yml.",
        ),
    ),
    "consent-joined": (
        (
            "公開の記録には、いつ入社したかが要ります。",
            "わかるところまで joined に書いてから、もう一度(例: joined: 2015)。書くには: enishi edit {id}",
        ),
        (
            "A public record has to say when they joined.",
            "Write joined, as exact as it is known (example: joined: 2015), then do this again. To write it: enishi edit {id}",
        ),
    ),
    "import-headings": (
        (
            "人の表とわかる見出し(氏名、メールアドレスなど)が見つかりません。",
            "見出しの行を確かめてください。読める形: {layouts}。形がわかっていれば: --as excel",
        ),
        (
            "There is no line of headings that a table of people has (Name, E-mail …).",
            "See the line of headings. Layouts that are read: {layouts}. If you know which it is: --as excel",
        ),
    ),
    "import-unclear": (
        (
            "どの形の表か、決められません({layouts})。",
            "どれかを言ってください。例: enishi import 表.csv --as excel",
        ),
        (
            "It is not clear which layout this is ({layouts}).",
            "Say which. Example: enishi import table.csv --as excel",
        ),
    ),
    "import-date": (
        (
            "日付として読めません。値はそのまま残します。",
            "年から順に書いてください。例: 2019/4/1、2019年4月、H31.4.1",
        ),
        (
            "This cannot be read as a date. The value is kept as it stands.",
            "Begin with the year. Examples: 2019/4/1, 2019-04, 1 Apr 2019",
        ),
    ),
    "import-control": (
        (
            "記録に書けない文字 {name} を取り除きました。",
            "もとのデータで、その文字を消してください。",
        ),
        (
            "{name}, which no record can hold, was taken out.",
            "Delete that character in the source.",
        ),
    ),
    "import-binary": (
        (
            "{kind} は取り込みません。",
            "写真は、ご本人の同意をいただいてから alumni/photos/ に置いてください。",
        ),
        (
            "{kind} is not taken in.",
            "Put a photo into alumni/photos/ once its subject agreed.",
        ),
    ),
    "import-workbook": (
        (
            "表計算ソフトのファイルは、そのままでは読みません。",
            "表を開き、「名前を付けて保存」で CSV を選んで保存し、それを渡してください。例: enishi import 卒業生.csv",
        ),
        (
            "The file of a spreadsheet program is not read as it is.",
            "Open it, save it as CSV, and give that. Example: enishi import leavers.csv",
        ),
    ),
    "import-nobody": (
        (
            "このファイルには、人がひとりもいません。",
            "ファイルと --as を確かめてください。例: --as vcard は BEGIN:VCARD で始まるファイルです",
        ),
        (
            "There is nobody in this file.",
            "See whether it is the right file, and what --as says. Example: --as vcard is for files that begin with BEGIN:VCARD",
        ),
    ),
    "import-many": (
        (
            "このファイルには、人が多すぎます(上限 {limit} 人)。",
            "ファイルを分けて、ひとつずつ取り込んでください。",
        ),
        (
            "There are too many people in this file (at most {limit}).",
            "Split the file, and import one part after the other.",
        ),
    ),
    "import-json": (
        (
            "enishi の JSON ではありません。",
            "enishi export --for json でつくったファイルを渡してください。",
        ),
        (
            "This is no JSON of Enishi's.",
            "Give it a file that enishi export --for json made.",
        ),
    ),
    "import-version": (
        (
            "この enishi より新しい形です(知っているのは {known} 版まで)。",
            "enishi を新しくしてください。例: pip install --upgrade enishi",
        ),
        (
            "This is a newer form than this Enishi knows (up to version {known}).",
            "Update it. Example: pip install --upgrade enishi",
        ),
    ),
    "import-row": (
        (
            "{line} 行目に人はいません。",
            "下書きに出た行番号を使ってください。例: --match 3=kenichi-sato",
        ),
        (
            "There is nobody on line {line}.",
            "Use a line that the dry run names. Example: --match 3=kenichi-sato",
        ),
    ),
    "import-unplaced": (
        (
            "この記録の書き方では、取り込んだ値を書き足せません。",
            "手で書き足すか、emails などを一行ずつの一覧(- で始まる行)に直してから、もう一度。例: emails: [ken@example.com]",
        ),
        (
            "The way this record is written leaves no place for what was imported.",
            "Write it in by hand, or make emails and the like lists and do it again. Example: emails: [ken@example.com]",
        ),
    ),
    "person-twice": (
        (
            "alumni/{id} にも記録があります。効くのはそちらで、ここの person は使いません。",
            "alumni/ の記録に足りないことがあれば移し、ここから person を消してください。例: enishi edit {id}",
        ),
        (
            "There is a record in alumni/ as well. That one counts, and person here is not used.",
            "Move what is missing there, and take person out here. Example: enishi edit {id}",
        ),
    ),
    "private-place": (
        (
            "公開されるフォルダの中には、非公開フォルダを置けません。",
            "content/、alumni/、templates/、site/ の外にしてください。例: private: private",
        ),
        (
            "The private folder may not lie in a folder that is published.",
            "Choose one outside content/, alumni/, templates/ and site/. Example: private: private",
        ),
    ),
    "email-bad": (
        ("メールアドレスとして読めません。", "アドレスだけを書いてください。例: ken@example.com"),
        ("This is no e-mail address.", "Write the address alone. Example: ken@example.com"),
    ),
    "phone-bad": (
        (
            "電話番号として読めません。",
            "市外局番から、国外の番号は + から書いてください。例: 090-0000-0000",
        ),
        (
            "This is no phone number.",
            "Write it with its area code, or from abroad with +. Example: +81 90 0000 0000",
        ),
    ),
    "birthday-bad": (
        ("誕生日として読めません。", "年月日か、月日で書いてください。例: 1985-04-12 または 04-12"),
        ("This is no birthday.", "Write a day, or month and day. Example: 1985-04-12 or 04-12"),
    ),
    "staged-email": (
        (
            "メールアドレスが書かれています。このリポジトリは、誰でも読めるものとして扱われます。",
            "private/ へ移してください。公開してよいものなら、mkdocs.yml の extra.enishi.contacts に加えます。",
        ),
        (
            "There is an e-mail address, and this repository counts as one that anybody may read.",
            "Move it to private/. If it may be public, add it to extra.enishi.contacts in mkdocs.yml.",
        ),
    ),
    "staged-place": (
        (
            "この写真には、撮った場所が書きこまれています。このリポジトリは、誰でも読めるものとして扱われます。",
            "場所を消した写真と取り替えてください。例: Windows は、プロパティ → 詳細 → "
            "「プロパティや個人情報を削除」。Mac のプレビューは、ツール → インスペクタ → GPS → 位置情報を削除。",
        ),
        (
            "The picture says where it was taken, and this repository counts as one that anybody may read.",
            "Put one in its place that does not. Example: in Windows, Properties, Details, Remove "
            "Properties and Personal Information; in Preview on a Mac, Tools, Inspector, GPS, Remove.",
        ),
    ),
    "staged-phone": (
        (
            "電話番号が書かれています。このリポジトリは、誰でも読めるものとして扱われます。",
            "private/ へ移してください。公開してよいものなら、mkdocs.yml の extra.enishi.contacts に加えます。",
        ),
        (
            "There is a phone number, and this repository counts as one that anybody may read.",
            "Move it to private/. If it may be public, add it to extra.enishi.contacts in mkdocs.yml.",
        ),
    ),
    "staged-key": (
        (
            "{key} は、非公開の記録の項目です。git に入れるファイルには書けません。",
            "この項目を private/ID.yml へ移し、git add し直してください。",
        ),
        (
            "{key} is a field of private records, and must not be in a file that git takes.",
            "Move it to private/ID.yml, and git add the file again.",
        ),
    ),
    "staged-private": (
        (
            "非公開フォルダのファイルが git に入っています。",
            "git から外してください(ファイルは手元に残ります)。例: git rm -rf --cached {folder}",
        ),
        (
            "A file of the private folder is in git.",
            "Take it out of git; it stays on the disk. Example: git rm -rf --cached {folder}",
        ),
    ),
    "git-missing": (
        (
            "git が見つかりません。何が公開されるのかを確かめられません。",
            "git を入れてから、もう一度どうぞ。例: sudo apt install git",
        ),
        (
            "There is no git on this machine, so nobody can tell what would be published.",
            "Install git and try again. Example: sudo apt install git",
        ),
    ),
    "git-none": (
        (
            "ここは git のリポジトリではありません。",
            "リポジトリを作ってから、もう一度どうぞ。例: git init",
        ),
        ("This is not in a git repository.", "Make one and try again. Example: git init"),
    ),
    "hook-taken": (
        (
            "pre-commit のフックが、すでにあります。書き換えませんでした。",
            "そのフックに、次の一行を足してください: enishi check --staged || exit 1",
        ),
        (
            "There is a pre-commit hook already; it was left alone.",
            "Add this line to it: enishi check --staged || exit 1",
        ),
    ),
    "hook-shared": (
        (
            "フックのフォルダー(core.hooksPath)を、ほかのリポジトリも使っています。何も書きませんでした。",
            "そのフォルダーの pre-commit に、次の一行を足してください: "
            "if [ -f mkdocs.yml ]; then enishi check --staged || exit 1; fi",
        ),
        (
            "Other repositories use the same folder of hooks (core.hooksPath); none was written.",
            "Add this line to the pre-commit in it: "
            "if [ -f mkdocs.yml ]; then enishi check --staged || exit 1; fi",
        ),
    ),
    "pairs-expected": (
        (
            "ことばと言いかえの対が要ります。",
            "一行にひとつずつ、コロンで区切って書いてください。例: add: {{ユーザー様: お客さま}}",
        ),
        (
            "Pairs of a phrase and what to say instead are needed.",
            "Write one a line, with a colon between. Example: add: {{users: people}}",
        ),
    ),
    "tone-release": (
        (
            "「{phrase}」は、プレスリリースの言いまわしです。",
            "言いかえるなら: {cure}。このままでよければ、mkdocs.yml の extra.enishi.tone.allow に加えてください。",
        ),
        (
            "“{phrase}” is how a press release speaks.",
            "Instead: {cure}. If it is fine here, add it to extra.enishi.tone.allow in mkdocs.yml.",
        ),
    ),
    "tone-house": (
        (
            "「{phrase}」は、ここでは使わないことばです。",
            "言いかえるなら: {cure}。このままでよければ、mkdocs.yml の extra.enishi.tone.allow に加えてください。",
        ),
        (
            "“{phrase}” is not a word of this house.",
            "Instead: {cure}. If it is fine here, add it to extra.enishi.tone.allow in mkdocs.yml.",
        ),
    ),
    "tone-bare": (
        (
            "「{phrase}」は、ここでは使わないことばです。",
            "別のことばにしてください。やめるときは、mkdocs.yml の extra.enishi.tone.add から外します。",
        ),
        (
            "“{phrase}” is not a word of this house.",
            "Say it otherwise, or take it out of extra.enishi.tone.add in mkdocs.yml.",
        ),
    ),
    "from-missing": (
        (
            "その名前のファイルがありません。",
            "場所を確かめてください。文章をじかに渡すときは、引用符で囲みます。例: --from release.txt",
        ),
        (
            "There is no file of that name.",
            "Look where it is; a text itself is given in quotes. Example: --from release.txt",
        ),
    ),
    "from-binary": (
        (
            "文章として読めません(Word や PDF、あるいは知らない文字コードのようです)。",
            "文章をコピーして .txt のファイルに UTF-8 で保存するか、そのまま渡してください。例: --from -",
        ),
        (
            "This cannot be read as text; it may be a Word file, a PDF, or in an unknown encoding.",
            "Copy the words into a .txt file, saved as UTF-8, or paste them. Example: --from -",
        ),
    ),
    "from-empty": (
        (
            "文章が見つかりません。",
            "プレスリリースの本文が入ったファイルを渡してください。例: --from release.txt",
        ),
        (
            "There are no words in it.",
            "Give a file with the text of the release. Example: --from release.txt",
        ),
    ),
    "declare-by-hand": (
        (
            "mkdocs.yml のどこに書けばよいか、わかりませんでした。",
            "extra.enishi の下に書いてください。例: repository: {kind}",
        ),
        (
            "There is no telling where in mkdocs.yml it belongs.",
            "Write it under extra.enishi. Example: repository: {kind}",
        ),
    ),
    # --- sealed records
    "sealed-head": (
        (
            "封じた記録の頭書き(sealed)が、読める形ではありません。",
            "手で直さず、前のコミットから戻してください。例: git restore private/ken.yml",
        ),
        (
            "The head of this sealed record (sealed) is not in a form that can be read.",
            "Do not mend it by hand; take it from the last commit. Example: git restore private/ken.yml",
        ),
    ),
    "sealed-version": (
        (
            "この Enishi の知らない版で封じられています(知っているのは {known})。",
            "Enishi を新しくしてから、もう一度どうぞ。例(Enishi のフォルダで): git pull && pip install .",
        ),
        (
            "This is sealed in a version that this Enishi does not know (it knows {known}).",
            "Bring Enishi up to date and try again. Example, in its folder: git pull && pip install .",
        ),
    ),
    "sealed-other": (
        (
            "ここにある鍵では開けません。ほかの人に宛てて封じられたか、key の行が書き換えられています。",
            "開ける人に enishi seal --rotate を頼むか、git restore で前のコミットから戻してください。",
        ),
        (
            "The key here does not open this: it was sealed to others, or its line “key” was altered.",
            "Ask somebody who can open it for enishi seal --rotate, or take it from the last commit with git restore.",
        ),
    ),
    "sealed-moved": (
        (
            "ほかの人の記録として封じられたものです。",
            "ファイル名を元に戻してください。ID を変えるときは、enishi seal --open してから名前を変え、封じ直します。",
        ),
        (
            "This was sealed as the record of another person.",
            "Give the file its old name. To change an ID: enishi seal --open, rename the file, seal it again.",
        ),
    ),
    "sealed-broken": (
        (
            "この値は開けません。書き換えられたか、切れたか、ほかの項目や人から移されています。",
            "前のコミットから戻してください。例: git restore private/ken.yml",
        ),
        (
            "This value does not open: it was altered, cut, or moved here from another field or person.",
            "Take it from the last commit. Example: git restore private/ken.yml",
        ),
    ),
    "sealed-outline": (
        (
            "封じたあとで、項目が抜かれたか、足されたか、並べ替えられています。",
            "前のコミットから戻してください。自分でしたことなら、確かめたうえで enishi seal --accept ID とします。",
        ),
        (
            "Since this was sealed, values were taken out, added or put in another order.",
            "Take it from the last commit. If you did that yourself, look at it well, then: enishi seal --accept ID",
        ),
    ),
    "sealed-clear": (
        (
            "封じた記録の中に、封じていない値があります。",
            "封じてください。例: enishi seal ID",
        ),
        (
            "There is a value in clear in a sealed record.",
            "Seal it. Example: enishi seal ID",
        ),
    ),
    "sealed-headless": (
        (
            "封じた値があるのに、頭書き(sealed)がありません。",
            "前のコミットから戻してください。例: git restore private/ken.yml",
        ),
        (
            "There are sealed values here, and no head (sealed) to open them with.",
            "Take the file from the last commit. Example: git restore private/ken.yml",
        ),
    ),
    "sealed-comment": (
        (
            "封じる記録に、コメント(# の行)は書けません。封じられずに残ってしまうからです。",
            "notes に移すか、消してください。例: notes: 甘いものが苦手",
        ),
        (
            "A record that is sealed cannot hold comments (#): they would stay in clear.",
            "Move it into notes, or take it out. Example: notes: no coffee after noon",
        ),
    ),
    "sealed-key": (
        (
            "封じた記録に、知らない項目名があります。項目名は封じられません。",
            "docs/fields.ja.md にある項目名に直してください。例: notes",
        ),
        (
            "There is an unknown key in a sealed record, and keys are not sealed.",
            "Use the keys that docs/fields.md names. Example: notes",
        ),
    ),
    "sealed-form": (
        (
            "封じた記録が、Enishi の書く形になっていません。ほかのものが紛れているかもしれません。",
            "この行を確かめてから、封じ直してください。例: enishi seal ID",
        ),
        (
            "This sealed record is not written as Enishi writes it; something else could be in it.",
            "Look at this line, then seal it again. Example: enishi seal ID",
        ),
    ),
    "sealed-large": (
        (
            "封じると大きくなりすぎます(上限 {limit} バイト)。",
            "古いやりとり(touches)を、別のファイルに分けてください。",
        ),
        (
            "Sealed, this record would be too large (at most {limit} bytes).",
            "Keep old touches in a file of their own.",
        ),
    ),
    "sealed-not": (
        (
            "封じていない記録です。",
            "封じてから git add し直してください。例: enishi seal {id}",
        ),
        (
            "This record is not sealed.",
            "Seal it, and git add it again. Example: enishi seal {id}",
        ),
    ),
    "sealed-recipients": (
        (
            "この記録を開ける鍵が、いまの recipients.txt と違います。",
            "鍵を替えて封じ直してください。例: enishi seal --rotate",
        ),
        (
            "This record is sealed to others than recipients.txt names by now.",
            "Seal it anew. Example: enishi seal --rotate",
        ),
    ),
    "sealed-locked": (
        (
            "封じた記録を開く鍵が、ここにはありません。",
            "identity.txt を置くか、場所を ENISHI_IDENTITY で教えてください。失くしたなら enishi seal --recover。",
        ),
        (
            "There is no key here that opens sealed records.",
            "Put identity.txt in place, or say in ENISHI_IDENTITY where it is. If it is lost: enishi seal --recover",
        ),
    ),
    "sealed-library": (
        (
            "封じた記録を扱う部品が入っていません。",
            '入れてから、もう一度どうぞ。例: pip install "enishi[seal]"',
        ),
        (
            "The libraries for sealed records are not installed.",
            'Install them and try again. Example: pip install "enishi[seal]"',
        ),
    ),
    "sealed-unscanned": (
        (
            "封じた記録 {count} 件は開けないので、その値がサイトに混じっていないかは確かめていません。",
            "鍵のある機械でも一度 enishi build をしてください。",
        ),
        (
            "Sealed records that cannot be opened here: {count}. Nobody looked whether their values are in the site.",
            "Run enishi build on the machine that has the key as well.",
        ),
    ),
    "sealed-unread": (
        (
            "封じた記録 {count} 件は開けないので、中身は確かめていません。",
            "鍵のある機械で、もう一度どうぞ。",
        ),
        (
            "Sealed records that cannot be opened here: {count}. What they say was not checked.",
            "Try again on the machine that has the key.",
        ),
    ),
    "identity-open": (
        (
            "鍵のファイルを、ほかの利用者も読めます。使いません。",
            "自分だけが読めるようにしてください。例: chmod 600 identity.txt",
        ),
        (
            "Others on this machine can read the identity file; it is not used.",
            "Let nobody but you read it. Example: chmod 600 identity.txt",
        ),
    ),
    "identity-tracked": (
        (
            "鍵のファイルが git のリポジトリの中にあります。使いません。",
            "リポジトリの外へ移してください。例: mv identity.txt ~/.config/enishi/",
        ),
        (
            "The identity file lies in a git repository; it is not used.",
            "Move it out of there. Example: mv identity.txt ~/.config/enishi/",
        ),
    ),
    "identity-bad": (
        (
            "鍵のファイルとして読めません。",
            "AGE-SECRET-KEY- で始まる一行の、ふつうのファイルにしてください。なければ enishi seal --new-identity。",
        ),
        (
            "This is no identity file that can be read.",
            "It must be an ordinary file with a line that begins with AGE-SECRET-KEY-. If you have none: enishi seal --new-identity",
        ),
    ),
    "identity-there": (
        (
            "鍵のファイルは、すでにあります。書き換えませんでした。",
            "そのまま使えます。作り直すなら、まず安全な所へ移してください。",
        ),
        (
            "There is an identity file already; it was left alone.",
            "Use it as it is. To make another, move this one to a safe place first.",
        ),
    ),
    "recipients-missing": (
        (
            "だれに宛てて封じるのか、まだ書かれていません。",
            "鍵を作ってください。例: enishi seal --new-identity",
        ),
        (
            "Nobody is named to whom records could be sealed.",
            "Make a key. Example: enishi seal --new-identity",
        ),
    ),
    "recipients-bad": (
        (
            "公開鍵として読めません。",
            "age1 で始まる公開鍵を一行に一つ書きます。説明は # で始まる行に。",
        ),
        (
            "This is no public key.",
            "Write one key a line, as it begins with age1; remarks go on lines that begin with #.",
        ),
    ),
    "recovery-bad": (
        (
            "その鍵では、ここの記録を開けません。",
            "紙の通りに、もう一度入力してください。空白と大文字・小文字は問いません。例: enishi seal --recover",
        ),
        (
            "That key opens no record here.",
            "Type it again as it is printed; spaces and capitals do not matter. Example: enishi seal --recover",
        ),
    ),
    "record-unknown": (
        (
            "その ID の非公開の記録はありません。",
            "private/ のファイル名から .yml を除いたものを書いてください。例: {near}",
        ),
        (
            "There is no private record of this ID.",
            "Give the name of a file in private/ without .yml. Example: {near}",
        ),
    ),
    "edit-editor": (
        (
            "エディタが開けないか、失敗して終わりました。記録はそのままです。",
            "使うエディタを EDITOR に書いてください。例: EDITOR=nano enishi edit ID",
        ),
        (
            "The editor could not be run, or failed; the record is as it was.",
            "Say in EDITOR which one to use. Example: EDITOR=nano enishi edit ID",
        ),
    ),
    "edit-kept": (
        (
            "直すところが残っているので、記録は書き換えていません。書いたものは下書きに取ってあります。",
            "もう一度開くと、続きから直せます。例: enishi edit ID",
        ),
        (
            "There is something left to mend, so the record is as it was; your text is kept as a draft.",
            "Open it again and go on from there. Example: enishi edit ID",
        ),
    ),
    "graft-unplaced": (
        (
            "書きこむ場所が見つかりません。項目が、続けて書けない形になっています。",
            "offboarding: の下を一行にひとつずつの形に直すか、手で書きたしてください。例: enishi edit ID",
        ),
        (
            "There is no place for it: the record is written in a form that cannot be added to.",
            "Write what is under offboarding: one thing a line, or add it by hand. Example: enishi edit ID",
        ),
    ),
    "graft-changed": (
        (
            "書いているあいだに、記録がほかから書き換えられました。上書きしませんでした。",
            "記録を見てから、もう一度どうぞ。例: enishi graduate ID",
        ),
        (
            "The record was changed by something else in the meantime; it was not overwritten.",
            "Look at the record, then run it again. Example: enishi graduate ID",
        ),
    ),
    "graduate-backwards": (
        (
            "最後の日が、申し出のあった日より前になっています。",
            "日付を確かめてください。例: enishi graduate {id} --resigned 2026-11-27 --last-day 2026-12-25",
        ),
        (
            "The last day is before the day on which they said that they would leave.",
            "Look at the days. Example: enishi graduate {id} --resigned 2026-11-27 --last-day 2026-12-25",
        ),
    ),
    "graduate-open": (
        (
            "卒業の段取りは、もう始まっています。",
            "見るには enishi graduate {id}。日を変えるなら、記録の offboarding を直してください。例: enishi edit {id}",
        ),
        (
            "The graduation has begun already.",
            "See it with enishi graduate {id}; to move days, change offboarding in the record. Example: enishi edit {id}",
        ),
    ),
    "graduate-none": (
        (
            "卒業の段取りが、まだありません。",
            "最後の日を決めて始めてください。例: enishi graduate {id} --last-day 2026-12-25",
        ),
        (
            "No graduation has begun.",
            "Begin with the last day. Example: enishi graduate {id} --last-day 2026-12-25",
        ),
    ),
    "graduate-no-task": (
        (
            "その段取りは、この人の記録にありません。",
            "記録にある段取りから選んでください。例: enishi graduate {id}",
        ),
        (
            "The record has no such step.",
            "Choose one of those that it has. Example: enishi graduate {id}",
        ),
    ),
    "graduate-done": (
        (
            "その段取りは、もう済んだことになっています。",
            "日付を直すなら、記録を開いてください。例: enishi edit {id}",
        ),
        (
            "That step is done already.",
            "To change its day, open the record. Example: enishi edit {id}",
        ),
    ),
    "graduate-place": (
        (
            "ここに書くと git に入り、リポジトリを読める人みなに見えます。",
            "私的なフォルダを .gitignore に入れるか、外に移してください。例: /private/",
        ),
        (
            "What is written here would go into git, where others can read it.",
            "Put the private folder into .gitignore, or move it elsewhere. Example: /private/",
        ),
    ),
    "graduate-pdf": (
        (
            "Chromium が PDF をつくれませんでした。ほかの書類はできています。",
            "memo.html をブラウザーで開いて印刷するか、別のものを指定してください。例: CHROMIUM=/usr/bin/chromium",
        ),
        (
            "Chromium made no PDF. The other papers are there.",
            "Print memo.html from a browser, or name another program. Example: CHROMIUM=/usr/bin/chromium",
        ),
    ),
    "board-line": (
        (
            "寄せ書きの行として読めません。",
            "一人一行、名前とことばをコロンで分けて書いてください。例: - 三好: 雪の日の納品を忘れません。",
        ),
        (
            "This line of the board cannot be read.",
            "One line each, the name and the words parted by a colon. Example: - Hannah: I still tell people about that night.",
        ),
    ),
    "graduate-late": (
        (
            "卒業の段取りが抜けています: {tasks}",
            "いまからでも、して、書きとめてください。例: enishi graduate {id} --done {task}",
        ),
        (
            "Steps of the graduation were skipped: {tasks}",
            "Do them now, and write it down. Example: enishi graduate {id} --done {task}",
        ),
    ),
    "graduate-farewell": (
        (
            "見送りをしないまま、最後の日が過ぎました。黙って終わった別れは、長く残ります。",
            "お礼のことばを届け、あらためて会う日を決めてください。したら: enishi graduate {id} --done farewell",
        ),
        (
            "The last day went by without a farewell. A parting in silence is remembered for long.",
            "Send your thanks and find a day to meet. Then: enishi graduate {id} --done farewell",
        ),
    ),
    "graduate-silent": (
        (
            "最後の日から三十日を過ぎて、まだ一度も声をかけていません。",
            "用事なしの短い便りを出し、書きとめてください。例: enishi graduate {id} --done first-letter",
        ),
        (
            "More than thirty days after the last one, nobody has been in touch.",
            "Write a short letter with no business in it, and note it down. Example: enishi graduate {id} --done first-letter",
        ),
    ),
    "edit-changed": (
        (
            "開いているあいだに、記録がほかから書き換えられました。上書きしませんでした。",
            "書いたものは下書きに取ってあります。記録を見てから、もう一度どうぞ。例: enishi edit ID",
        ),
        (
            "The record was changed by something else while it was open; it was not overwritten.",
            "Your text is kept as a draft. Look at the record, then go on. Example: enishi edit ID",
        ),
    ),
    "edit-draft": (
        (
            "前に取っておいた下書きを、ここにある鍵では開けません。",
            "書いたときの鍵で開くか、要らなければ下書き(.ID.draft.age)を消してください。",
        ),
        (
            "The draft that was kept cannot be opened with the key here.",
            "Open it with the key of that time, or, if it is of no use, delete it (.ID.draft.age).",
        ),
    ),
    # --- people who asked to be forgotten
    "forgotten-new": (
        (
            "この ID の人は、忘れてほしいと言われた方です({on})。",
            "戻りたいと言われたのなら、{place} の記録を消してから。別の人なら、別の ID で。",
        ),
        (
            "Somebody of this ID asked to be forgotten ({on}).",
            "If they want to return, delete the entry at {place} first. If it is somebody else, take another ID.",
        ),
    ),
    "forgotten-back": (
        (
            "忘れてほしいと申し出た人({on})の記録が、戻ってきています。",
            "もう一度消してください: enishi forget {id}  ご本人が戻りたいと言われたなら、{place} からの一件を消します。",
        ),
        (
            "This record is of somebody who asked to be forgotten ({on}), and who has come back.",
            "Remove it again: enishi forget {id}. If they want to return, delete the entry at {place}.",
        ),
    ),
    "forgotten-key": (
        (
            "このファイルの符号を作った鍵({key})がないか、別の鍵です。忘れた人が戻ってきても、気づけません。",
            "非公開フォルダの控えから {key} を戻してください。どこにもなければ、このファイルを消し、忘れた人を控えの書面から消し直します。",
        ),
        (
            "The key that these tokens were made with ({key}) is lost, or another one: nobody would notice who comes back.",
            "Bring {key} back from a copy of the private folder. If there is none, delete this file and forget those people anew.",
        ),
    ),
    "evidence-over": (
        (
            "忘れた人の同意の記録が、残しておく期限を過ぎています。",
            "片づけてください。例: enishi forget --sweep",
        ),
        (
            "What was kept of a forgotten person's consent is past its day.",
            "Sweep it away. Example: enishi forget --sweep",
        ),
    ),
    "forget-open": (
        (
            "{id} さんを消す作業が、終わっていません。",
            "続きをしてください。例: enishi forget {id}",
        ),
        ("The forgetting of {id} is not finished.", "Go on with it. Example: enishi forget {id}"),
    ),
    "forget-changed": (
        (
            "いま、だれかがこのファイルに書きました。そのままにしてあります。",
            "もう一度: enishi forget {id}",
        ),
        (
            "Somebody has just written into this file. It is as they left it.",
            "Once more: enishi forget {id}",
        ),
    ),
    "forget-place": (
        (
            "忘れた人の符号を置く非公開フォルダが、git に入る場所にあります。まだ何も消していません。",
            "git に無視させてから、もう一度どうぞ。例: echo /{place}/ >> .gitignore",
        ),
        (
            "The private folder, where the tokens would be kept, is one that git takes in. Nothing was removed yet.",
            "Have git ignore it, then try again. Example: echo /{place}/ >> .gitignore",
        ),
    ),
    "export-place": (
        (
            "ここには書き出せません。公開されるか、git に入る場所です。",
            "ポータルの外のフォルダにしてください。例: --to ~/Documents/{id}",
        ),
        (
            "Nothing private is written here: this place is published, or taken in by git.",
            "Choose a folder outside the portal. Example: --to ~/Documents/{id}",
        ),
    ),
    "export-taken": (
        (
            "このフォルダは空ではありません。何も書きませんでした。",
            "空のフォルダか、まだないフォルダにしてください。例: --to {id}-2",
        ),
        (
            "This folder is not empty; nothing was written.",
            "Choose one that is empty or not there yet. Example: --to {id}-2",
        ),
    ),
    "export-list-place": (
        (
            "卒業生の一覧は、ここには書けません。公開されるか、git に入る場所です。何も書きませんでした。",
            "--to を書かなければ非公開フォルダの exports/ に置きます。または、ポータルの外のファイルにしてください。例: --to ~/Documents/alumni.csv",
        ),
        (
            "The list of alumni is not written here: this place is published, or taken in by git. Nothing was written.",
            "Without --to it goes into exports/ of the private folder; or choose a file outside the portal. Example: --to ~/Documents/alumni.csv",
        ),
    ),
    "handover-place": (
        (
            "引き継ぎの書類は、ここには書けません。公開されるか、git に入る場所です。何も書きませんでした。",
            "ポータルの外のフォルダにしてください。例: --to ~/Documents/handover",
        ),
        (
            "The handover is not written here: this place is published, or taken in by git. Nothing was written.",
            "Choose a folder outside the portal. Example: --to ~/Documents/handover",
        ),
    ),
    "export-unknown": (
        ("そういう名前の形式はありません。", "もしかして: {near}。使えるもの: {words}"),
        ("There is no format of that name.", "Did you mean: {near}? There are: {words}"),
    ),
    "export-into": (
        (
            "この形式は表ではないので、見込み客の表には入れられません。",
            "hubspot, salesforce, mailchimp, linkedin のどれかにしてください。例: enishi export --for hubspot --into leads.csv",
        ),
        (
            "This format is no table, so nobody can be put into a table of leads by it.",
            "Choose hubspot, salesforce, mailchimp or linkedin. Example: enishi export --for hubspot --into leads.csv",
        ),
    ),
    "export-over": (
        (
            "もとの表の上には書きません。",
            "別の名前にしてください。例: --to leads-with-alumni.csv",
        ),
        (
            "The table that was given is not written over.",
            "Choose another name. Example: --to leads-with-alumni.csv",
        ),
    ),
    "export-folder": (
        (
            "そのフォルダはありません。",
            "あるフォルダの中のファイルにしてください。例: --to ~/Documents/alumni.csv",
        ),
        (
            "There is no such folder.",
            "Choose a file in a folder that is there. Example: --to ~/Documents/alumni.csv",
        ),
    ),
    # --- sending services
    "sender-unknown": (
        ("そういう名前の配信サービスはありません。", "もしかして: {near}。使えるもの: {words}"),
        (
            "There is no sending service of that name.",
            "Did you mean: {near}? There are: {words}",
        ),
    ),
    "sender-tags": (
        (
            "配信サービスのタグが mkdocs.yml にありません。",
            "extra.enishi.mail の下に、サービスの説明書にあるタグを書いてください。例: tags: {{stop: '[[unsubscribe_url]]', name: '[[name]]'}}",
        ),
        (
            "mkdocs.yml does not tell the tags of your sending service.",
            "Write them under extra.enishi.mail, as its manual has them. Example: tags: {{stop: '[[unsubscribe_url]]', name: '[[name]]'}}",
        ),
    ),
    "sender-place": (
        (
            "このテンプレートには {places} を入れる場所がなく、配信サービスのタグを置けません。",
            "もとの templates/newsletter/ と見比べて、{{{{ {places} }}}} を戻してください。",
        ),
        (
            "This template has no place for {places}, where a tag of the sending service would stand.",
            "Compare it with the templates/newsletter/ of Enishi and put {{{{ {places} }}}} back.",
        ),
    ),
    "recipients-place": (
        (
            "宛先の表は、ここには書けません。公開されるか、git に入る場所です。何も書きませんでした。",
            "非公開フォルダの中か、ポータルの外にしてください。例: --out private/letters",
        ),
        (
            "A table of addresses is not written here: this place is published, or taken in by git. Nothing was written.",
            "Choose a folder within the private one, or outside the portal. Example: --out private/letters",
        ),
    ),
    "recipient-formula": (
        (
            "このアドレスは、表計算が式として読む記号で始まります。",
            "ほかのアドレスを先頭に書くか、今回は care の do_not_contact で外してください。例: emails: [ken@example.com]",
        ),
        (
            "This address begins with a sign that spreadsheets take for a formula.",
            "Put another address first, or leave the person out by do_not_contact under care. Example: emails: [ken@example.com]",
        ),
    ),
    "recipient-encoding": (
        (
            "この人の名前には、{encoding} にない文字があります。",
            "extra.enishi.mail.tags の encoding を変えてください。例: encoding: utf-8-bom",
        ),
        (
            "The name of this person has a character that {encoding} does not have.",
            "Choose another encoding under extra.enishi.mail.tags. Example: encoding: utf-8-bom",
        ),
    ),
    "columns-address": (
        (
            "宛先の表に、アドレスの列がありません。",
            "どれかの見出しの中身を email にしてください。例: {{メールアドレス: email, お名前: name}}",
        ),
        (
            "The table of recipients has no column with the address.",
            "Let one heading stand for email. Example: {{Mail: email, Name: name}}",
        ),
    ),
    # --- cohort expressions
    "cohort-empty": (
        ("式が空です。", "だれに向けてかを書いてください。例: left < 2022"),
        ("The expression is empty.", "Write whom it means. Example: left < 2022"),
    ),
    "cohort-long": (
        (
            "式が長すぎます(上限 {most} 文字)。",
            "in でまとめるか、いくつかに分けてください。例: project in (a, b, c)",
        ),
        (
            "The expression is too long (at most {most} characters).",
            "Use in, or make several of it. Example: project in (a, b, c)",
        ),
    ),
    "cohort-deep": (
        (
            "カッコと not の重なりが深すぎます(上限 {most})。",
            "いらないカッコを外してください。例: left < 2022 and (place = 福岡 or place = 東京)",
        ),
        (
            "Brackets and not stand too deep within one another (at most {most}).",
            "Leave out what is not needed. Example: left < 2022 and (place = fukuoka or place = tokyo)",
        ),
    ),
    "cohort-field-near": (
        ("{key} という項目はありません。", "{near} のことでしょうか。例: {near} = …"),
        ("There is no field {key}.", "Did you mean {near}? Example: {near} = …"),
    ),
    "cohort-field": (
        ("{key} という項目はありません。", "使える項目: {keys}。例: left < 2022"),
        ("There is no field {key}.", "There are: {keys}. Example: left < 2022"),
    ),
    "cohort-operand": (
        (
            "ここには、くらべる項目が要ります。",
            "項目、記号、値の順に書いてください。例: left < 2022 and place = 福岡",
        ),
        (
            "A field to compare is missing here.",
            "Write a field, a sign and a value. Example: left < 2022 and place = fukuoka",
        ),
    ),
    "cohort-sign": (
        (
            "{key} のあとに、くらべる記号がありません。",
            "= != < <= > >= か in を書いてください。例: {key} = {example}",
        ),
        (
            "No sign follows {key}.",
            "Write one of = != < <= > >= or in. Example: {key} = {example}",
        ),
    ),
    "cohort-sign-bad": (
        ("{key} は、この記号ではくらべられません。", "使える記号: {signs}。例: {key} = …"),
        ("{key} cannot be compared with this sign.", "Use one of: {signs}. Example: {key} = …"),
    ),
    "cohort-value": (
        ("{key} とくらべる値がありません。", "値を書いてください。例: {key} = {example}"),
        (
            "There is no value to compare {key} with.",
            "Write one. Example: {key} = {example}",
        ),
    ),
    "cohort-list": (
        (
            "in のあとには、カッコに入れた値が要ります。",
            "カッコで囲んでください。例: {key} in ({example})",
        ),
        ("Values in brackets must follow in.", "Put them in. Example: {key} in ({example})"),
    ),
    "cohort-comma": (
        (
            "値と値のあいだに、カンマがありません。",
            "カンマで区切ってください。例: {key} in ({example}, …)",
        ),
        ("A comma is missing between two values.", "Add it. Example: {key} in ({example}, …)"),
    ),
    "cohort-date": (
        (
            "{key} とくらべる日付が正しくありません。",
            "年、年月、年月日のどれかで書いてください。例: {key} < 2022-04",
        ),
        (
            "{key} is compared with what is no date.",
            "Write a year, a month or a day. Example: {key} < 2022-04",
        ),
    ),
    "cohort-number": (
        (
            "{key} とくらべる数が正しくありません。",
            "0から999の整数で書いてください。例: {key} >= 5",
        ),
        (
            "{key} is compared with what is no number.",
            "Write a whole number from 0 to 999. Example: {key} >= 5",
        ),
    ),
    "cohort-word": (
        ("{key} の値は、決まった言葉のどれかです。", "使える言葉: {words}。例: {key} = …"),
        ("{key} has one of a few words as its value.", "They are: {words}. Example: {key} = …"),
    ),
    "cohort-quote": (
        (
            "引用符が閉じられていないか、使えない記号です。",
            '「 」か " " で囲んでください。例: department = 「営業 1課」',
        ),
        (
            "A quote is not closed, or this sign has no meaning here.",
            "Close it, or put the value in quotes. Example: department = 'Sales (West)'",
        ),
    ),
    "cohort-open": (
        ("このカッコが閉じられていません。", "閉じてください。例: (left < 2022 or place = 福岡)"),
        (
            "This bracket is not closed.",
            "Close it. Example: (left < 2022 or place = fukuoka)",
        ),
    ),
    "cohort-closed": (
        (
            "開いていないカッコが、ここで閉じられています。",
            "取り除くか、開くカッコを足してください。例: (left < 2022)",
        ),
        (
            "A bracket is closed here that was not opened.",
            "Take it out, or open it. Example: (left < 2022)",
        ),
    ),
    "cohort-and": (
        (
            "ここで次の条件が始まっています。",
            "あいだに and か or(かつ、または)を書いてください。記号や and を含む名前は引用符で囲みます。"
            "例: left < 2022 and place = 福岡",
        ),
        (
            "Another condition begins here.",
            "Write and or or between the two; put names that hold such words or signs in quotes. "
            "Example: left < 2022 and place = fukuoka",
        ),
    ),
    "cohort-name": (
        (
            "この名前の {key} は、timeline.yml にありません。",
            "IDか、いまの名前か、旧い名前で書いてください。もしかして: {near}",
        ),
        (
            "timeline.yml has no {key} of that name.",
            "Write an ID, the name of today or an old name. Did you mean: {near}",
        ),
    ),
    "cohort-name-twice": (
        ("この名前にあてはまるものが、いくつもあります。", "IDで書いてください: {ids}"),
        ("Several things bear this name.", "Write the ID of the one you mean: {ids}"),
    ),
    "cohort-department": (
        (
            "この部署は timeline.yml にありません。記録に同じ言葉で書かれている人だけにあてはまります。",
            "timeline.yml に足すか、そこにある名前で書いてください。もしかして: {near}",
        ),
        (
            "timeline.yml does not have this department; only people whose record says the same are meant.",
            "Add it there, or use a name that is there. Did you mean: {near}",
        ),
    ),
    # --- segments
    "segments-shape": (
        (
            "セグメントは、名前と式の組です。",
            "名前のあとに式を書いてください。例: 営業の先輩: left < 2022 and department = 営業部",
        ),
        (
            "Segments are names, each with an expression.",
            "Write an expression behind the name. Example: early-sales: left < 2022 and department = Sales",
        ),
    ),
    "segment-unknown": (
        (
            "そういう名前のセグメントは mkdocs.yml になく、式としても読めません。",
            "もしかして: {near}。式なら、たとえば left < 2022",
        ),
        (
            "mkdocs.yml has no segment of that name, and it is no expression.",
            "Did you mean: {near}? An expression is, for example, left < 2022",
        ),
    ),
    "segment-sum": (
        (
            "数が合いません: 候補は {candidates} 人、振り分けられたのは {listed} 人です。ここで止めます。",
            "同じIDのファイルが二つないか確かめてください。例: ken.yml と ken.yaml",
        ),
        (
            "The sums do not add up: {candidates} candidates, {listed} of them accounted for. Nothing goes on from here.",
            "Look for two files of one ID, such as ken.yml and ken.yaml.",
        ),
    ),
    "segment-private": (
        (
            "非公開フォルダがありません。だれに送ってよいか、どこへ送るかがわかりません。",
            "private/ を置くか、mkdocs.yml の private に場所を書いてください。例: private: ../alumni-private",
        ),
        (
            "There is no private folder, so nobody knows to whom or where to send.",
            "Put private/ there, or name its place in mkdocs.yml. Example: private: ../alumni-private",
        ),
    ),
    # --- sending
    "issue-id": (
        (
            "号の名前として読めません。",
            "content/newsletters/ のファイル名を書いてください。例: 2026-11-autumn",
        ),
        (
            "This is no name of an issue.",
            "Give the name of a file in content/newsletters/. Example: 2026-11-autumn",
        ),
    ),
    "outbox-missing": (
        (
            "この号の手紙は、まだ一人ひとりに仕立てられていません。",
            "先に enishi edition {issue} を。",
        ),
        ("The letters of this issue have not been made yet.", "First: enishi edition {issue}"),
    ),
    "outbox-bad": (
        (
            "手紙の一覧が読めないか、別の号のものです。",
            "enishi edition {issue} で作り直してください。",
        ),
        (
            "This list of letters cannot be read, or is of another issue.",
            "Make it anew: enishi edition {issue}",
        ),
    ),
    "outbox-sum": (
        (
            "数が合いません: 候補は {candidates} 人、一覧には {listed} 人です。ここで止めます。",
            "enishi edition {issue} で作り直してください。",
        ),
        (
            "The sums do not add up: {candidates} candidates, {listed} of them listed. Nothing goes on from here.",
            "Make the letters anew: enishi edition {issue}",
        ),
    ),
    "outbox-extra": (
        (
            "送信箱に、一覧にないファイルがあります。",
            "取り除くか、enishi edition {issue} で作り直してください。",
        ),
        (
            "The outbox holds a file that its list does not have.",
            "Remove it, or make the letters anew: enishi edition {issue}",
        ),
    ),
    "letter-gone": (
        ("一覧にある手紙が、ありません。", "enishi edition {issue} で作り直してください。"),
        (
            "A letter that the list has is not there.",
            "Make the letters anew: enishi edition {issue}",
        ),
    ),
    "letter-changed": (
        (
            "手紙が、仕立てたあとに書き換えられています。",
            "直すのは原稿のほうです。直したら enishi edition {issue} から、もう一度。",
        ),
        (
            "This letter was changed after it had been made.",
            "Change the text it is made of instead, then begin again with enishi edition {issue}",
        ),
    ),
    "letter-form": (
        (
            "差出人と宛先が一人ずつと読み取れないか、差出人が mkdocs.yml の mail.address とちがいます。",
            "enishi edition {issue} で作り直してください。",
        ),
        (
            "This message does not name exactly one sender and one recipient, or not mail.address of mkdocs.yml as its sender.",
            "Make the letters anew: enishi edition {issue}",
        ),
    ),
    "letter-elsewhere": (
        (
            "手紙の宛先が、いまの記録にあるアドレスとちがいます。",
            "enishi edition {issue} で作り直してください。",
        ),
        (
            "This letter goes to another address than the record has now.",
            "Make the letters anew: enishi edition {issue}",
        ),
    ),
    "letter-twice": (
        (
            "{other} さんの手紙と同じアドレスに届きます。",
            "ひとつの郵便受けを二人で使っているなら、そのままで。そうでなければ記録を直してください。",
        ),
        (
            "This goes to the same address as the letter of {other}.",
            "If two people share a mailbox, leave it; if not, mend the records.",
        ),
    ),
    "suppressed-bad": (
        (
            "この行が読めません。手紙を止めたいと言った人かもしれません。",
            "控えから戻すか、だれのことか確かめて、行を直してください。",
        ),
        (
            "This line cannot be read. It may be somebody who wants no more letters.",
            "Restore the file from a copy, or find out whom it means and mend the line.",
        ),
    ),
    "send-unprepared": (
        ("この号は、まだ送る支度ができていません。", "まず enishi send {issue} --prepare を。"),
        ("This issue has not been prepared.", "First: enishi send {issue} --prepare"),
    ),
    "prepared-damaged": (
        (
            "支度の記録が、書き換えられたか壊れています。",
            "enishi send {issue} --prepare から、もう一度。",
        ),
        (
            "What was prepared was changed by hand, or is damaged.",
            "Begin again: enishi send {issue} --prepare",
        ),
    ),
    "send-untested": (
        (
            "この支度では、まだ試し送りをしていません。",
            "自分に送って、見てください。例: enishi send {issue} --test me@example.com",
        ),
        (
            "No test was sent of what is prepared.",
            "Send one to yourself and look at it. Example: enishi send {issue} --test me@example.com",
        ),
    ),
    "send-unapproved": (
        ("まだ、送ってよいと認められていません。", "enishi send {issue} --approve を。"),
        ("Nobody has approved that this is sent.", "First: enishi send {issue} --approve"),
    ),
    "send-approved-other": (
        (
            "認めたあとに支度が変わりました。認めたのは前の支度です。",
            "試し送りで見てから、もう一度 enishi send {issue} --approve を。",
        ),
        (
            "It was prepared anew since; what was approved is something else.",
            "Look at a test, then approve it again: enishi send {issue} --approve",
        ),
    ),
    "send-nobody": (
        (
            "送れる人が、一人もいません。",
            "わけを見るには、たとえば enishi segment 'left < 2030' --for newsletter",
        ),
        (
            "There is nobody to send this to.",
            "To see why, for example: enishi segment 'left < 2030' --for newsletter",
        ),
    ),
    "send-over": (
        (
            "これから送る人は、もういません。",
            "どうなったかは enishi send {issue} --status で見られます。",
        ),
        ("Nobody is left to send this to.", "How it went: enishi send {issue} --status"),
    ),
    "send-count": (
        (
            "人数がちがいます。何も認めていません。",
            "示された人数を確かめて、もう一度打ってください。思ったより多いか少ないなら、送る前にわけを調べてください。",
        ),
        (
            "That is not the number. Nothing was approved.",
            "Look at the number shown, and type it again. If it is not what you expect, find out why before you send.",
        ),
    ),
    "send-running": (
        (
            "この号は、いま別のところで送られています。",
            "終わるまで待ってください。進みぐあいは enishi send {issue} --status で。",
        ),
        (
            "This issue is being sent elsewhere right now.",
            "Wait until that is done. How far it is: enishi send {issue} --status",
        ),
    ),
    "send-stranger": (
        ("{id} さんは、送る相手に入っていません。", "もしかして: {near}"),
        ("{id} is not among those it goes to.", "Did you mean: {near}"),
    ),
    "changed-outbox": (
        (
            "支度のあとに、手紙が作り直されています。",
            "enishi send {issue} --prepare からもう一度。送り終えた人に、二度届くことはありません。",
        ),
        (
            "The letters were made anew since they were prepared.",
            "Begin again with enishi send {issue} --prepare. Who has the letter does not get it twice.",
        ),
    ),
    "changed-suppressed": (
        (
            "支度のあとに、{id} さんから、手紙を止めてほしいと連絡がありました。",
            "enishi send {issue} --prepare からもう一度。この人は外れます。",
        ),
        (
            "{id} has asked for no more letters since this was prepared.",
            "Begin again with enishi send {issue} --prepare, which leaves them out.",
        ),
    ),
    "changed-do-not-contact": (
        (
            "支度のあとに、{id} さんは「連絡しない」になりました。",
            "enishi send {issue} --prepare からもう一度。この人は外れます。",
        ),
        (
            "{id} is not to be contacted, which was decided since this was prepared.",
            "Begin again with enishi send {issue} --prepare, which leaves them out.",
        ),
    ),
    "changed-snoozed": (
        (
            "支度のあとに、{id} さんを「しばらくそっとしておく」ことになりました。",
            "enishi send {issue} --prepare からもう一度。この人は外れます。",
        ),
        (
            "{id} is to be left in peace, which was decided since this was prepared.",
            "Begin again with enishi send {issue} --prepare, which leaves them out.",
        ),
    ),
    "changed-bounced": (
        (
            "支度のあとに、{id} さんのアドレスには届かないとわかりました。",
            "新しいアドレスを private/{id}.yml の先頭に書くか、そのまま、enishi send {issue} --prepare からもう一度。",
        ),
        (
            "The address of {id} was found to be none after this was prepared.",
            "Write the new one first in private/{id}.yml, or leave it, and begin again with enishi send {issue} --prepare.",
        ),
    ),
    "changed-no-address": (
        (
            "支度のあとに、{id} さんのメールアドレスが記録からなくなりました。",
            "enishi send {issue} --prepare からもう一度。この人は外れます。",
        ),
        (
            "The record of {id} has no e-mail address any more.",
            "Begin again with enishi send {issue} --prepare, which leaves them out.",
        ),
    ),
    "changed-consent": (
        (
            "支度のあとに、{id} さんの同意が変わりました(取り下げ、期限切れ、書き直しのどれか)。",
            "記録を確かめて、enishi send {issue} --prepare からもう一度。",
        ),
        (
            "The consent of {id} is not what it was when this was prepared: withdrawn, over, or written anew.",
            "Look at the record, then begin again with enishi send {issue} --prepare",
        ),
    ),
    "changed-address": (
        (
            "支度のあとに、{id} さんのアドレスが変わりました。",
            "enishi edition {issue} と enishi send {issue} --prepare を、もう一度。",
        ),
        (
            "The address of {id} has changed since this was prepared.",
            "Again: enishi edition {issue}, then enishi send {issue} --prepare",
        ),
    ),
    "inbox-never": (
        (
            "配信停止の受信箱を、まだ一度も読んでいません。",
            "止めたい人に送らないよう、先に読んでください。例: enishi inbox",
        ),
        (
            "The mailbox for unsubscribes was never read.",
            "Read it first, so that nobody gets this who asked for no more. Example: enishi inbox",
        ),
    ),
    "inbox-unreadable": (
        (
            "配信停止の受信箱をいつ読んだのか、わかりません。",
            "もう一度読んでください。例: enishi inbox",
        ),
        (
            "Nobody can tell when the mailbox for unsubscribes was read.",
            "Read it again. Example: enishi inbox",
        ),
    ),
    "inbox-old": (
        (
            "配信停止の受信箱を読んでから、{hours} 時間たっています(48時間まで)。",
            "もう一度読んでください。例: enishi inbox",
        ),
        (
            "The mailbox for unsubscribes was read {hours} hours ago (48 at most).",
            "Read it again. Example: enishi inbox",
        ),
    ),
    "ledger-damaged": (
        (
            "送信の記録のこの行が読めません。だれに届いたのか、わからなくなります。",
            "控えから戻してください。戻せないときは、この行がだれのことか確かめてから消してください。",
        ),
        (
            "This line of the ledger cannot be read, so nobody can tell who has the letter.",
            "Restore the file from a copy. If there is none, find out whom the line is about before you delete it.",
        ),
    ),
    "ledger-moved": (
        (
            "送っている間に、送信の記録が別のファイルに置き換わりました。ここで止めます。",
            "同期や片づけのプログラムが触っていないか確かめ、enishi send の --status を見てから続けてください。",
        ),
        (
            "The ledger was exchanged for another file while letters were sent. Nothing goes on from here.",
            "See whether a program that syncs or cleans up touched it; look at enishi send with --status before you go on.",
        ),
    ),
    "resolve-both": (
        (
            "{id} さんを、届いた人と届かなかった人の両方に書いています。",
            "どちらか一方にしてください。例: --sent {id}",
        ),
        ("{id} is given both as sent and as unsent.", "Give one of the two. Example: --sent {id}"),
    ),
    "resolve-known": (
        (
            "{id} さんの手紙は、不明ではありません。",
            "決められるのは、不明の手紙(と、断られた手紙の --unsent)だけです。一覧は --status で。",
        ),
        (
            "It is not unknown what became of the letter of {id}.",
            "Only unknown letters can be settled (and refused ones, by --unsent). --status lists them.",
        ),
    ),
    "test-unsent": (
        (
            "試し送りを、サーバーが受け取りませんでした(返事: {reply})。",
            "アドレスを確かめて、もう一度どうぞ。何も記録していません。",
        ),
        (
            "The server did not take the test (it said: {reply}).",
            "Look at the address, then try again. Nothing was noted.",
        ),
    ),
    "smtp-missing": (
        (
            "送るサーバーが書かれていません。",
            "mail に smtp を書いてください。例: smtp: {{host: smtp.example.com, user: letters@example.com}}",
        ),
        (
            "Nothing says which server sends.",
            "Write smtp under mail. Example: smtp: {{host: smtp.example.com, user: letters@example.com}}",
        ),
    ),
    "smtp-insecure": (
        (
            "security: none でよいのは、この機械の中のサーバー(localhost)だけです。",
            "starttls(587番)か tls(465番)にしてください。例: security: starttls",
        ),
        (
            "security: none is for servers on this computer (localhost) alone.",
            "Use starttls (port 587) or tls (port 465). Example: security: starttls",
        ),
    ),
    "smtp-password": (
        (
            "パスワードがありません。",
            "環境変数 ENISHI_SMTP_PASSWORD に入れるか、keyring に登録してください。例: keyring set enishi:{host} {user}",
        ),
        (
            "There is no password.",
            "Put it into the environment as ENISHI_SMTP_PASSWORD, or into the keyring. Example: keyring set enishi:{host} {user}",
        ),
    ),
    "keyring-shut": (
        (
            "keyring が開きません。",
            "鍵を開けるか、環境変数 ENISHI_SMTP_PASSWORD を使ってください。登録は: keyring set enishi:{host} {user}",
        ),
        (
            "The keyring does not open.",
            "Unlock it, or use ENISHI_SMTP_PASSWORD in the environment. It is filled by: keyring set enishi:{host} {user}",
        ),
    ),
    "smtp-unreachable": (
        (
            "サーバー {host}:{port} につながらないか、途中で切れます。手もとの手紙は送られていません。",
            "host、port、security と回線を確かめて、もう一度。続きから送ります。",
        ),
        (
            "{host}:{port} cannot be reached, or hangs up. The letter in hand was not sent.",
            "Look at host, port, security and the network, then run it again; it goes on from here.",
        ),
    ),
    "smtp-certificate": (
        (
            "{host} の証明書が正しくありません。パスワードも手紙も渡していません。",
            "host が証明書の名前と同じか確かめてください。社内の認証局なら SSL_CERT_FILE にその証明書を。",
        ),
        (
            "The certificate of {host} is not good. It was given neither password nor letter.",
            "See whether host is the name in the certificate. For a CA of your own, set SSL_CERT_FILE.",
        ),
    ),
    "smtp-starttls": (
        (
            "{host}:{port} は STARTTLS を使えません。暗号なしでは送りません。",
            "security: tls(465番)を試すか、サーバーの案内を見てください。",
        ),
        (
            "{host}:{port} does not know STARTTLS, and nothing is sent in clear.",
            "Try security: tls (port 465), or see what the provider says.",
        ),
    ),
    "smtp-login": (
        (
            "{host} がログインを断りました(返事: {reply})。",
            "user とパスワードを確かめてください。アプリ用のパスワードが要るサーバーもあります。",
        ),
        (
            "{host} does not let us in (it said: {reply}).",
            "Look at user and password. Some providers ask for a password made for apps.",
        ),
    ),
    "smtp-login-unknown": (
        (
            "{host} には、パスワードでログインする方法がありません。",
            "user を消すか、port と security を確かめてください。例: port: 587",
        ),
        (
            "{host} has no way to log in with a password.",
            "Remove user, or look at port and security. Example: port: 587",
        ),
    ),
    "smtp-login-ascii": (
        (
            "{host} の user かパスワードに、ASCII でない文字があります。",
            "全角の文字が混じっていないか確かめてください。",
        ),
        (
            "User or password for {host} hold characters that are not ASCII.",
            "See whether some of them are full-width.",
        ),
    ),
    "smtp-sender": (
        (
            "{host} が、この差出人からの手紙を断りました(返事: {reply})。手もとの手紙は送られていません。",
            "mail.address が、そのサーバーで使えるアドレスか確かめてください。",
        ),
        (
            "{host} takes no letters from this sender (it said: {reply}). The letter in hand was not sent.",
            "See whether mail.address is one that this server sends for.",
        ),
    ),
    "server-later": (
        (
            "{count} 通つづけて「あとにしてほしい」と言われたので、止めました(返事: {reply})。",
            "少し待って、もう一度送ってください。続きから送ります。よくあるなら mail.per_minute を小さく。",
        ),
        (
            "The server put off {count} letters one after the other (it said: {reply}), so sending stopped.",
            "Wait a while, then run it again; it goes on from here. If it happens often, lower mail.per_minute.",
        ),
    ),
    "server-refused": (
        (
            "{count} 通つづけて断られたので、止めました(返事: {reply})。宛先ではなく、設定のせいかもしれません。",
            "わけを確かめてください。設定のせいなら、直してから、断られた人を送る列に戻せます。例: enishi send 2026-11-autumn --unsent ken",
        ),
        (
            "The server refused {count} letters one after the other (it said: {reply}), so sending stopped. It may be the set-up and not the recipients.",
            "Find out why. If it was the set-up, mend it and put them back. Example: enishi send 2026-11-autumn --unsent ken",
        ),
    ),
    "server-unknown": (
        (
            "{count} 通つづけて、届いたかどうかがわからなくなったので、止めました。",
            "サーバーの送信済みかログを見て、決めてください。例: enishi send 2026-11-autumn --resolve",
        ),
        (
            "Of {count} letters one after the other nobody knows whether they went out, so sending stopped.",
            "Look into the server's log or its sent mail, then settle them. Example: enishi send 2026-11-autumn --resolve",
        ),
    ),
}


def sentence_of(problem: Problem, lang: str) -> tuple[str, str]:
    """Fault and cure in `ja` or `en`."""
    fault, cure = SENTENCES[problem.code][lang == "en"]
    values = dict(problem.values)
    return fault.format(**values), cure.format(**values)
