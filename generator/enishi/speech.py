"""What the commands say when all is well, in Japanese and English."""

PHRASES: dict[str, tuple[str, str]] = {
    "stage.load": ("原稿を読んでいます…", "Reading…"),
    "stage.theme": ("額縁を用意しています…", "Preparing the theme…"),
    "stage.render": ("ページを組んでいます…", "Setting pages…"),
    "stage.import": ("記録を書いています…", "Writing records…"),
    "stage.edition": ("一人ひとりの手紙を書いています…", "Writing the letters…"),
    "stage.guard": ("非公開の情報が混じっていないか見ています…", "Looking for what is private…"),
    "stage.left": ("(あと {seconds} 秒)", " ({seconds} s left)"),
    "stage.left.minutes": ("(あと {minutes} 分)", " ({minutes} min left)"),
    "profile.scan": ("見回り", "scan"),
    "profile.load": ("読み込み", "load"),
    "profile.check": ("確認", "check"),
    "profile.publish": ("公開の支度", "publish"),
    "profile.assemble": ("予備の支度", "assemble"),
    "profile.theme": ("額縁", "theme"),
    "profile.render": ("組版", "render"),
    "profile.guard": ("最後の見回り", "guard"),
    "profile.replace": ("入れ替え", "replace"),
    "profile.remember": ("覚え書き", "remember"),
    "build.stage": ("  {name}{seconds} 秒", "  {name}{seconds} s"),
    "build.same": (
        "変わったところはありません: {site}({pages} ページ・{seconds} 秒)",
        "Nothing has changed: {site} ({pages} pages, {seconds} s)",
    ),
    "build.restored": (
        "サイトをもとに戻しました: {site}({pages} ページ・{seconds} 秒)。消えたか変わったかしていましたが、"
        "内容は前と同じです",
        "The site was put back: {site} ({pages} pages, {seconds} s). It was gone or had been changed; "
        "what it says is as before",
    ),
    "errors": (
        "直すところが {count} か所あります。何も書き換えていません。",
        "To mend: {count}. Nothing was written.",
    ),
    "check.done": (
        "よい原稿です。公開 {people} 人(同意がなく載せない人 {hidden} 人)、記事 {news} 本、手紙 {letters} 通。",
        "All is well. People shown: {people} (not shown, for want of consent: {hidden}), "
        "news: {news}, letters: {letters}.",
    ),
    "build.done": (
        "できました: {site}\n  {pages} ページ({size} MB)・卒業生 {people} 人(同意がなく載せない人 {hidden} 人)・"
        "記事 {news} 本・手紙 {letters} 通\n  作り直したファイル {made}・{seconds} 秒",
        "Built: {site}\n  {pages} pages ({size} MB). Alumni: {people} (not shown, for want of "
        "consent: {hidden}), news: {news}, letters: {letters}\n  Files made anew: {made}, in {seconds} s",
    ),
    "build.open": (
        "  見るには: enishi serve、またはブラウザで {index}",
        "  To look at it: enishi serve, or open {index}",
    ),
    "init.done": (
        "{folder} に、はじめの一式({count} ファイル)を置きました。\n"
        "  つぎは: cd {folder} && enishi serve\n  まず mkdocs.yml の会社名と、alumni/ の三人を書き換えてみてください。",
        "{folder} now holds a starter portal ({count} files).\n"
        "  Next: cd {folder} && enishi serve\n  Then change the company's name in mkdocs.yml and "
        "the three people in alumni/.",
    ),
    "new.done": (
        "{path} を作りました。開いて書き始めてください。",
        "{path} is ready to be written in.",
    ),
    "propose.done": (
        "{path} を作りました。{since} からの {count} 件を並べてあります。載せない行を消して、あいさつを書いてください。\n  見ながら書くには: enishi serve --drafts",
        "{path} is ready, with what there is since {since} ({count}). Delete the lines you do not "
        "want, and write the greeting.\n  To see it meanwhile: enishi serve --drafts",
    ),
    "propose.none": (
        "{path} を作りました。{since} からあと、新しい知らせはありません。小さな話のたねを添えました。",
        "{path} is ready. There is no news since {since}; some small touches are noted in it.",
    ),
    "retell.done": (
        "{path} を作りました。三つの見出しに書き入れてください。もとの文は、公開されない覚え書きとして入っています。",
        "{path} is ready: three headings to fill in. What the release says stands in it as notes "
        "that are never published.",
    ),
    "retell.encoding": (
        "文字コードは {encoding} でした。UTF-8 に直して読みました。",
        "It was written in {encoding}, and was read as that.",
    ),
    "retell.day": (
        "日付は、文中のはじめにあった {date} にしました。ちがうときは --date で。",
        "Its date is the first that stands in the text, {date}. If it is another, use --date.",
    ),
    "retell.no-day": (
        "文中に日付がなかったので、きょう({date})にしました。ちがうときは --date で。",
        "No date stands in the text, so it is today's, {date}. If it is another, use --date.",
    ),
    "newsletter.done": (
        "手紙ができました: {html} と {text}({size} KB)",
        "The letter is ready: {html} and {text} ({size} KB)",
    ),
    "newsletter.service": (
        "件名(そのまま貼れます): {subject}\n"
        "{service} に取りこむ宛先: {table}({count} 人)。アドレスが入っています。取りこんだら消してください。",
        "Subject, ready to paste: {subject}\n"
        "Recipients for {service}: {table} ({count}). It holds addresses; delete it once it is taken in.",
    ),
    "serve.open": (
        "{url} で見られます。保存すると画面が変わります。終わるときは Ctrl+C。",
        "Open {url}; saved edits show by themselves. Ctrl+C ends it.",
    ),
    "serve.desk": (
        "手紙や記事を、ページ・メール・フィードで並べて見るには: {url}",
        "Letters and news side by side, as page, mail and feed: {url}",
    ),
    "serve.built": ("作り直しました({seconds} 秒)。", "Built again ({seconds} s)."),
    "serve.end": ("終わりました。", "Ended."),
    "consent.ask.intro": (
        "{name}さんの同意を記します。y = はい、n = いいえ、Enter = きいていない。",
        "What did {name} agree to? y = yes, n = no, Enter = not asked.",
    ),
    "consent.ask.portal": ("サイトの名簿に載ること", "To be listed on the site"),
    "consent.ask.photo": ("写真を載せること", "To have a photo shown"),
    "consent.ask.graduation": ("卒業のページを載せること", "To have a page of the graduation"),
    "consent.ask.newsletter": ("手紙を受け取ること", "To get letters"),
    "consent.ask.birthday": ("誕生日の便りを受け取ること", "To be greeted on birthdays"),
    "consent.ask.referral": ("人の紹介をお願いされること", "To be asked for referrals"),
    "consent.ask.rehire": ("戻ることを誘われること", "To be asked to come back"),
    "consent.ask.how": (
        "どのように確かめましたか(例: 卒業面談の書面。アドレスや電話番号は書かない)",
        "How was it given (a signed form, …; no address, no phone number)",
    ),
    "consent.ask.until": (
        "いつまで(YYYY-MM-DD、{on} からあと。期限なしなら Enter)",
        "Until when (YYYY-MM-DD, from {on} on; Enter for no end)",
    ),
    "consent.ask.notice": (
        "見せた説明文(content/notices/ の名前。なければ -)",
        "Which notice was shown (a name in content/notices/; - for none)",
    ),
    "consent.ask.except": (
        "載せてほしくない項目(なければ -)\n  {fields}\n ",
        "What shall not be shown (- for nothing)\n  {fields}\n ",
    ),
    "consent.ask.again": (
        "読み取れませんでした。もう一度どうぞ。",
        "This was not understood; try again.",
    ),
    "consent.none": (
        "何もきいていないので、何も書いていません。",
        "Nothing was asked, so nothing was written.",
    ),
    "import.head": (
        "{file}: {title}の形({encoding})、{count} 人",
        "{file}: {title} ({encoding}), people: {count}",
    ),
    "import.new": ("＋ {line}行目 {name} → {id}(新しい人)", "+ line {line}: {name} → {id} (new)"),
    "import.changed": ("〜 {line}行目 {name} → {id}", "~ line {line}: {name} → {id}"),
    "import.unclear": (
        "？ {line}行目 {name}: {ids} のどなたか、わかりません。決めるには: --match {line}={id}(新しい人なら {line}=new、入れないなら {line}=skip)",
        "? line {line}: {name} may be {ids}. To say who: --match {line}={id} (somebody new: {line}=new; leave out: {line}=skip)",
    ),
    "import.twice": (
        "？ {line}行目 {name}: {lines} 行目と同じ人かもしれません。別の人なら: --match {line}=new、入れないなら {line}=skip",
        "? line {line}: {name} may be the same as on line {lines}. If not: --match {line}=new; to leave it out: {line}=skip",
    ),
    "import.forgotten": (
        "－ {line}行目: {on} に「忘れてほしい」と申し出た人です。入れません(人違いなら --match {line}=new)",
        "- line {line}: asked to be forgotten on {on}; left out (if it is somebody else: --match {line}=new)",
    ),
    "import.field": ("    {field}: {new}", "    {field}: {new}"),
    "import.row": ("    {field}: + {new}", "    {field}: + {new}"),
    "import.value": ("    {field}: {old} → {new}", "    {field}: {old} → {new}"),
    "import.left": (
        "    {field}: {old} のまま(表では {new})",
        "    {field}: stays {old} (the table says {new})",
    ),
    "import.cells": ("    そのほか: {labels}", "    besides: {labels}"),
    "import.unknown": (
        "行き先のない見出し(値は手もとの記録の imported に残します): {labels}",
        "Headings that no field has (their values are kept under imported in the private records): {labels}",
    ),
    "import.label": ("{label}({count}人)", "{label} ({count})"),
    "import.left-out.here": (
        "在籍中なので入れない人: {count}(入れるには --with-current)",
        "Left out because they work here: {count} (to take them in: --with-current)",
    ),
    "import.left-out.nobody": (
        "名前もメールアドレスもなくて入れない行: {count}({lines} 行目)",
        "Rows left out that have neither a name nor an e-mail: {count} (line {lines})",
    ),
    "import.left-out.skipped": (
        "入れないと決めた行、まったく同じ行: {count}({lines} 行目)",
        "Rows left out because you said so, or because another one says the same: {count} (line {lines})",
    ),
    "import.left-out.stranger": (
        "まだ記録のない人なので入れない行: {count}",
        "Left out because you have no record of them: {count}",
    ),
    "import.mixed": (
        "{title}の一覧には、ここで働いたことのない人もいるはずです。もう知っている人だけを新しくするには --known を付けてください。",
        "A list from {title} may hold people who never worked here. To bring up to date only those you have, add --known.",
    ),
    "import.sum": (
        "新しい人 {new}、変わる人 {changed}、同じ人 {same}、決められない人 {open}、入れない人 {out}。合わせて {count} 人。",
        "New: {new}, changed: {changed}, the same: {same}, unclear: {open}, left out: {out}; in all {count}.",
    ),
    "import.dry": (
        "まだ何も書いていません。このとおり書くには、--apply を付けてもう一度。",
        "Nothing was written yet. To write this, do it again with --apply.",
    ),
    "import.done": (
        "{folder} に {count} 人の記録を書きました。同意をいただくまで、どこにも公開されません(enishi consent ID)。",
        "Wrote the records of {count} people into {folder}. Nothing of them is public until they agree (enishi consent ID).",
    ),
    "import.ask": (
        "{line}行目の {name} は、どなたですか。",
        "Who is {name} on line {line}?",
    ),
    "import.ask.one": ("  {number}. {id} {name}", "  {number}. {id} {name}"),
    "import.ask.new": ("  {number}. 新しい人", "  {number}. somebody new"),
    "import.ask.skip": ("  {number}. 入れない", "  {number}. leave them out"),
    "consent.admitted": (
        "{private} の person から、公開の記録 {path} をつくりました。",
        "Made the public record {path} from person in {private}.",
    ),
    "consent.done": (
        "{path} に書きました。いま有効なのは:",
        "Written into {path}. What holds now:",
    ),
    "consent.readable": (
        "サイトには載りませんが、{path} に残っています: {fields}。リポジトリが公開なら、だれでも読めます。読まれて困るものは、そこから消してください。",
        "Not on the site, and still in {path}: {fields}. Where the repository is public, anybody can read it there; take out what must not be read.",
    ),
    "consent.locked": (
        "{path} は封じられていて、ここでは開けません。手紙などの答えは、そちらでちがっているかもしれません。",
        "{path} is sealed and does not open here; what it says of letters may differ.",
    ),
    "consent.holds": ("  {purpose}: はい{until}", "  {purpose}: yes{until}"),
    "consent.until": ("({until} まで)", " (until {until})"),
    "consent.holds-not": ("  {purpose}: いいえ", "  {purpose}: no"),
    "consent.still-no": (
        "  {purpose}: いいえのまま。同じ日の別の答えか、もっと新しい答えか、日付が許していません。",
        "  {purpose}: still no; another answer of that day, a later one or the dates stand against it.",
    ),
    "due.none": (
        "{days} 日のうちに期限の来る同意はありません。",
        "No consent ends within {days} days.",
    ),
    "due.one": (
        "━━ {until} まで(あと {days} 日) {name}({id}): {purposes}\n",
        "━━ until {until} ({days} days left) {name} ({id}): {purposes}\n",
    ),
    "proof.head": (
        "{id}({path})、{today} の時点: {shown}",
        "{id} ({path}), as of {today}: {shown}",
    ),
    "proof.shown": ("サイトに載っています", "shown on the site"),
    "proof.hidden": (
        "いま組むサイトのどこにも載りません",
        "nowhere on the site as it is built now",
    ),
    "proof.consents": ("同意", "Consents"),
    "proof.consent": (
        "  [{number}] {purpose}: {status}、{on}{until} → {state}({path}:{where})",
        "  [{number}] {purpose}: {status}, {on}{until} → {state} ({path}:{where})",
    ),
    "proof.until": (" から {until} まで", " to {until}"),
    "proof.how": ("      確かめ方: {how}", "      how: {how}"),
    "proof.evidence": ("      証拠: {evidence}", "      proof: {evidence}"),
    "proof.locked": (
        "  ほかに封をした手もとの記録がありますが、鍵がないので開けません。手紙などの同意は、そちらで変わっているかもしれません。",
        "  There is a sealed private record besides, and no key here to open it; what it says of letters may differ.",
    ),
    "proof.fields": ("      載せてよい項目だけ: {fields}", "      nothing but: {fields}"),
    "proof.withheld": ("      載せない項目: {fields}", "      everything but: {fields}"),
    "proof.notice": ("      説明文: {notice}({text})", "      notice: {notice} ({text})"),
    "proof.sha256": ("      その文面の SHA-256: {sha256}", "      SHA-256 of its text: {sha256}"),
    "proof.recorded": (
        "      記した人: {author}、{on}、コミット {commit}「{summary}」",
        "      recorded by {author}, {on}, commit {commit} “{summary}”",
    ),
    "proof.uncommitted": ("      まだコミットされていません", "      not committed yet"),
    "proof.shallow": (
        "      ここの履歴はそのコミットで切れています。もっと前に、別の人が記したのかもしれません(git fetch --unshallow)",
        "      the history here is cut off at that commit; it may have been recorded before, by somebody else (git fetch --unshallow)",
    ),
    "proof.no-git": (
        "      だれが記したかはわかりません(git に、このファイルの履歴がありません)",
        "      who recorded it is not known (git has no history of this file)",
    ),
    "proof.showings": (
        "見えているもの(ためしに項目をひとつずつ外してサイトを組み、変わったファイル)",
        "What is seen where (files that change when the field is taken out of the site)",
    ),
    "proof.siteless": (
        "原稿に直すところがあってサイトを組めないので、何がどこに見えるかはわかりません。いまのサイトは、前に組んだときのままです。",
        "Something must be mended before the site can be made, so nobody can tell what is seen where. The site that stands is the one built last.",
    ),
    "proof.showing": ("  {field} ← 同意 {by}", "  {field} ← consent {by}"),
    "proof.reads": ("      {path}", "      {path}"),
    "proof.shapes": (
        "      ほかに、順番・数・リンクだけが変わる {count} ファイル({some} など)",
        "      besides, an order, a number or a link in {count} files ({some}, …)",
    ),
    "proof.nothing": ("  なし", "  nothing"),
    "proof.state.holds": ("有効", "holds"),
    "proof.state.future": ("まだ始まっていない", "yet to begin"),
    "proof.state.superseded": ("のちの答えに代わった", "replaced by a later answer"),
    "proof.state.ended": ("期限切れ", "ended"),
    "proof.state.refused": ("断られた", "refused"),
    "proof.state.withdrawn": ("取り下げられた", "withdrawn"),
    "proof.state.contradicted": (
        "同じ日の別の答えと食いちがうので無効",
        "void: another answer of that day says no",
    ),
    "proof.state.alone": (
        "有効。ただし portal の同意がないので、何も載らない",
        "holds, and shows nothing without one for the portal",
    ),
    "proof.state.unheard": (
        "サイトには効かない(alumni/ の記録だけが決める)",
        "not heard by the site, which asks the record in alumni/ alone",
    ),
    "proof.text.same": ("文面はそのときのまま", "the text is what it was"),
    "proof.text.changed": ("文面があとで変わっている", "the text was changed since"),
    "proof.text.missing": ("ファイルがない", "the file is missing"),
    "proof.text.unknown": (
        "そのときの SHA-256 がないので、変わったかどうかは不明",
        "without a SHA-256 nobody can tell whether it was changed",
    ),
    "stage.audit": ("写しの上で確かめています…", "Trying it out on a copy…"),
    "staged.done": (
        "git に入っている {count} ファイルを見ました。公開してはいけないものは、ありません。",
        "Looked at {count} files in git: nothing in them that must not be public.",
    ),
    "hook.done": (
        "{path} を置きました。コミットのたびに enishi check --staged が働きます。",
        "{path} is in place: enishi check --staged runs before every commit.",
    ),
    "declare.done": (
        "mkdocs.yml に repository: {kind} と書きました。",
        "mkdocs.yml says repository: {kind} now.",
    ),
    "audit.done": (
        "非公開の情報は、サイトに影響していません。\n"
        "  したこと: 写しの上で、記録 {records} 件の項目 {fields} 種類を、書き換え、空にし、二重にし、フォルダごと外して、"
        "そのたびに作り直しました({builds} 回)。\n  わかったこと: {files} ファイルすべてが、毎回一バイトも違いませんでした。もとのファイルには触れていません。",
        "Nothing private has a part in the site.\n"
        "  Done, on a copy: {fields} fields of {records} records were changed, emptied and doubled, and the folder "
        "taken away; the site was built each time ({builds} builds).\n"
        "  Found: all {files} files were the same every time, to the byte. Your own files were not touched.",
    ),
    "audit.empty": (
        "非公開の記録がありません({place}/ に ID.yml を置くと、確かめられます)。フォルダの有無では、サイトは変わりませんでした。",
        "There are no private records (put ID.yml into {place}/ to have them tried out). The site is the same with the folder and without.",
    ),
    "audit.difference": (
        "  {field} を{way}と、{count} ファイルが変わります。例: {file}",
        "  {field} {way}: {count} files differ, such as {file}",
    ),
    "audit.bad": (
        "非公開の情報が、サイトに影響しています。公開を止めて、次のことを Enishi の入手元に知らせてください(値は添えないでください)。",
        "Something private has a part in the site. Do not publish, and report this where you got Enishi from, without any value:",
    ),
    "way.present": ("置く", "is there"),
    "way.changed": ("書き換える", "changed"),
    "way.emptied": ("空にする", "emptied"),
    "way.doubled": ("二重にする", "doubled"),
    "doctor.good": ("✓ {said}", "✓ {said}"),
    "doctor.bad": ("✗ {said}\n    → {cure}", "✗ {said}\n    → {cure}"),
    "doctor.unknown": ("? {said}", "? {said}"),
    "doctor.well": ("すべて安全です。", "All is safe."),
    "doctor.ill": ("直すところが {count} か所あります。", "To mend: {count}."),
    "doctor.git.unknown": (
        "git のリポジトリがないので、git に入っているものは確かめられません(git がなければ入れて、git init)。",
        "There is no git repository here, so what is in git cannot be looked at (install git if need be, then git init).",
    ),
    "doctor.tracked.good": ("{what}/ は git に入っていません。", "{what}/ is not in git."),
    "doctor.tracked.bad": (
        "{what}/ のファイルが git に入っています。push すると読まれます。",
        "Files of {what}/ are in git; after a push they can be read.",
    ),
    "doctor.ignored.good": ("{what}/ は git に無視されます。", "Git ignores {what}/."),
    "doctor.ignored.bad": (
        "{what}/ が .gitignore にありません。git add . で入ってしまいます。",
        "{what}/ is not in .gitignore; git add . would take it in.",
    ),
    "doctor.history.good": (
        "{what}/ は、過去のコミットにもありません。",
        "{what}/ is in no earlier commit.",
    ),
    "doctor.history.bad": (
        "{what}/ が過去のコミットに残っています。push していれば、値はもう知られたものと考えてください。",
        "{what}/ is in earlier commits. If they were pushed, take its values for known.",
    ),
    "doctor.permissions.good": (
        "{what}/ は、この機械のほかの利用者には読めません。",
        "Nobody else on this machine can read {what}/.",
    ),
    "doctor.permissions.bad": (
        "{what}/ を、この機械のほかの利用者が読めます。",
        "Others on this machine can read {what}/.",
    ),
    "doctor.permissions.unknown": (
        "{what}/ を誰が読めるかは、この OS では確かめられません。",
        "On this system there is no telling who can read {what}/.",
    ),
    "doctor.outbox.good": (
        "作りかけや手紙の控えは、git に入っていません。",
        "No cache and no outbox is in git.",
    ),
    "doctor.outbox.bad": (
        "手元だけのもの({what})が git に入っています。",
        "What is for this machine alone ({what}) is in git.",
    ),
    "doctor.pages.good": (
        "公開用のブランチに、原稿は置かれていません。",
        "No branch for Pages holds the sources.",
    ),
    "doctor.pages.bad": (
        "公開用のブランチ {what} に、原稿が入っています。",
        "The branch {what}, which Pages may serve, holds the sources.",
    ),
    "doctor.hook.good": (
        "コミットのたびに、フックが見ています。",
        "The hook looks at every commit.",
    ),
    "doctor.hook.bad": (
        "コミットを見るフックがありません。",
        "No hook looks at what is committed.",
    ),
    "doctor.remote.good": (
        "リポジトリを誰が読めるか、設定に書かれています(push 先がない場合は、まだ要りません)。",
        "The settings say who can read the repository (or it has no remote yet).",
    ),
    "doctor.remote.bad": (
        "push 先({what})が公開か非公開か、設定に書かれていません。公開として扱います。",
        "Whether the remote ({what}) is public is not said; it counts as public.",
    ),
    "seal.done": (
        "{count} 件の記録を封じました。開けるのは、recipients.txt の {to} つの鍵だけです。\n"
        "  ファイル名(ID)と項目名、項目の数は、封じても読めます。",
        "Sealed {count} records. Nothing but the {to} keys of recipients.txt opens them.\n"
        "  File names (IDs), field names and how many there are can be read all the same.",
    ),
    "seal.same": (
        "封じるものは、ありませんでした。",
        "There was nothing to seal.",
    ),
    "seal.opened": (
        "{count} 件の記録を開きました。もう封じられていません。",
        "Opened {count} records; they are not sealed any more.",
    ),
    "seal.checked": (
        "{count} 件の記録は、すべて封じてあります。",
        "All {count} records are sealed.",
    ),
    "seal.identity": (
        "鍵を作りました: {file}\n  この鍵がないと、封じた記録は読めません。git に入れず、ほかの人に渡さないでください。",
        "Made a key: {file}\n  Without it nobody reads the sealed records. Keep it out of git, and give it to nobody.",
    ),
    "seal.sheet": (
        "回復の鍵は、次の紙だけにあります。いま印刷するか書き写して、しまってください。もう一度は表示できません。",
        "The recovery key is on the following sheet and nowhere else. Print it or copy it by hand now; it cannot be shown again.",
    ),
    "seal.next": (
        "  つぎは: enishi seal(すでに封じた記録があれば enishi seal --rotate)",
        "  Next: enishi seal (where records are sealed already: enishi seal --rotate)",
    ),
    "seal.ask": (
        "回復の鍵(入力は表示されません)",
        "Recovery key (it is not shown as you type)",
    ),
    "seal.recovered": (
        "新しい鍵を作り、{count} 件の記録をその鍵でも開けるようにしました: {file}\n"
        "  失くした鍵の行を recipients.txt から消して enishi seal --rotate とすると、失くした鍵では開けなくなります。",
        "Made a new key that opens all {count} records as well: {file}\n"
        "  Take the line of the lost key out of recipients.txt, then enishi seal --rotate: it opens nothing that is sealed from then on.",
    ),
    "edit.same": (
        "何も変わっていません。(エディタがすぐ戻ってしまうなら、待つように言ってください。例: EDITOR='code --wait')",
        "Nothing was changed. (If your editor returns at once, tell it to wait: EDITOR='code --wait')",
    ),
    "edit.saved": ("{person} の記録を書き換えました。", "The record of {person} is changed."),
    "edit.sealed": (
        "{person} の記録を書き換え、封じました。",
        "The record of {person} is changed, and sealed.",
    ),
    "edit.again": ("もう一度開いて直しますか", "Open it again to mend it"),
    "doctor.committed.good": (
        "git に入っている {what}/ のファイルは、封じたものだけです。",
        "Nothing of {what}/ is in git but what is sealed.",
    ),
    "doctor.committed.bad": (
        "封じていない {what} が git に入っています。push すると読まれます。",
        "{what} is in git and not sealed; after a push it can be read.",
    ),
    "doctor.lists.good": (
        "{what}/ の記録のほかのもの(手紙、一覧、書き出し)を、git は無視します。",
        "Git ignores what lies in {what}/ beside the records: letters, lists, exports.",
    ),
    "doctor.lists.bad": (
        "{what}/ の記録のほかのもの(手紙、一覧、書き出し)が、git add . で入ってしまいます。",
        "What lies in {what}/ beside the records (letters, lists, exports) git add . would take in.",
    ),
    "doctor.past.good": (
        "過去のコミットにも、{what}/ の封じていないファイルはありません。",
        "No earlier commit has anything of {what}/ that is not sealed.",
    ),
    "doctor.past.bad": (
        "{what}/ の封じていないファイルが、過去のコミットに残っています。push していれば、値はもう知られたものと考えてください。",
        "Earlier commits have files of {what}/ that are not sealed. If they were pushed, take their values for known.",
    ),
    "doctor.sealed.good": (
        "封じた記録 {what} 件は、ここにある鍵ですべて開けます。",
        "The key here opens all sealed records ({what}).",
    ),
    "doctor.sealed.bad": (
        "封じた記録のうち、{what} が開けません。",
        "A sealed record does not open: {what}.",
    ),
    "doctor.sealed.unknown": (
        "封じた記録 {what} 件が開けるかは、鍵(identity.txt)のない所では確かめられません。",
        "Whether the sealed records ({what}) open cannot be told where there is no key (identity.txt).",
    ),
    "doctor.identity.good": (
        "鍵のファイルは、自分だけが読める所にあります(またはここにはありません)。",
        "The identity file is where nobody else reads it (or there is none here).",
    ),
    "doctor.identity.bad": (
        "鍵のファイル {what} が、ほかの人にも読めるか、git のリポジトリの中にあるか、鍵として読めません。",
        "The identity file {what} can be read by others, or lies in a git repository, or is no identity.",
    ),
    "doctor.recipients.good": (
        "封じた記録は、どれも recipients.txt のすべての鍵で開けます。",
        "Every sealed record opens with every key of recipients.txt.",
    ),
    "doctor.recipients.bad": (
        "{what} を開ける鍵が、recipients.txt と違います。",
        "{what} is sealed to others than recipients.txt names.",
    ),
    "doctor.unsealed.good": ("封じていない記録はありません。", "No record is left unsealed."),
    "doctor.unsealed.bad": ("{what} が、まだ封じられていません。", "{what} is not sealed yet."),
    "doctor.recovery.good": (
        "鍵を失くしても、ほかの鍵で開けます。",
        "If a key is lost, there is another.",
    ),
    "doctor.recovery.bad": (
        "鍵がひとつしかありません。失くすと、記録は二度と開けません。",
        "There is but one key. If it is lost, nothing opens the records again.",
    ),
    "doctor.cases.good": (
        "途中で止まっている「忘れる」作業は、ありません。",
        "No forgetting is left unfinished.",
    ),
    "doctor.cases.bad": (
        "{what} さんを消す作業が、終わっていません。",
        "The forgetting of {what} is not finished.",
    ),
    "doctor.tokens.bad": (
        "{what} が読めないか、鍵がありません。忘れた人が戻ってきても、気づけません。",
        "{what} cannot be read, or its key is lost; nobody would notice who comes back.",
    ),
    "doctor.evidence.good": (
        "忘れた人の同意の記録に、期限を過ぎたものはありません。",
        "Nothing is kept of forgotten people's consents past its day.",
    ),
    "doctor.evidence.bad": (
        "忘れた人の同意の記録が、残しておく期限を過ぎています({what})。",
        "What was kept of forgotten people's consents is past its day ({what}).",
    ),
    "forget.somebody": ("卒業生", "one of our alumni"),
    "forget.head": (
        "{id} さんについて、次のことをします({count} ファイル)。",
        "What is to be done about {id} ({count} files):",
    ),
    "forget.removes": ("  消す      {path}", "  remove  {path}"),
    "forget.changes": (
        "  切り取る  {path}(行 {lines})。ほかの文字はそのまま",
        "  cut     {path} (lines {lines}); every other character stays",
    ),
    "forget.writes": (
        "  書く      {path}: 名前の読めない符号と、同意の記録 {count} 件({until} まで)",
        "  write   {path}: tokens that name nobody, and what shows {count} consents (until {until})",
    ),
    "forget.builds": (
        "  作り直す  site/。そのあと、すべてのファイルに何も残っていないかを見ます",
        "  build   site/ anew, then look through every file for what is left",
    ),
    "forget.by-hand": (
        "文章の中で語られているところは、機械では消せません。読んで、書き直してください:",
        "What texts say of the person no program can take out of a sentence. Read and rewrite:",
    ),
    "forget.place": ("  {path}:{line} ({what})", "  {path}:{line} ({what})"),
    "forget.more": ("  ほか {count} か所", "  and {count} more"),
    "forget.made": (
        "  それらから作られた site/ と控えの {count} か所は、書き直せば一緒に消えます",
        "  and {count} places in site/ and caches, which were made of these and go with them",
    ),
    "forget.ask": ("進めますか", "Go ahead?"),
    "forget.stopped": ("何も変えていません。", "Nothing was changed."),
    "forget.did": (
        "消したファイル {removed}、切り取ったファイル {changed}。",
        "Files removed: {removed}, files cut: {changed}.",
    ),
    "forget.letters": (
        "{issue} の手紙に、この人のことが書かれていたので、手紙の一覧ごと消しました。まだ送っていない人がいれば、仕立て直してください: enishi edition {issue} のあと enishi send {issue} --prepare",
        "The letters of {issue} told of them and are gone, with the list of all its letters. If it is still to be sent to somebody, make them anew: enishi edition {issue}, then enishi send {issue} --prepare",
    ),
    "forget.clean": (
        "確かめました: {files} ファイル({bytes} バイト)を見て、0 か所。",
        "Shown: {files} files ({bytes} bytes) were looked at; places found: 0.",
    ),
    "forget.left": (
        "まだ {count} か所に残っています({files} ファイル、{bytes} バイトを見ました)。",
        "Still found in {count} places ({files} files, {bytes} bytes were looked at).",
    ),
    "forget.cure": (
        "→ 上の行を書き直し(ファイルそのものなら消し)、enishi forget {id} をもう一度どうぞ。終わるまで、その人の記録の控えを {case}/ に残しています。",
        "→ Rewrite those lines (or remove the file, where it is the file itself), then: enishi forget {id}. Until then what the records said is kept in {case}/.",
    ),
    "forget.unbuilt": (
        "→ サイトを作り終えられませんでした。site/ は前のままかもしれません。上を直して、enishi forget {id} をもう一度どうぞ。",
        "→ The site could not be finished, and may still be the old one. Mend the above, then: enishi forget {id}",
    ),
    "forget.history.none": (
        "git のリポジトリがないので、履歴もありません。",
        "There is no git repository, so there is no history.",
    ),
    "forget.history.clean": (
        "git の履歴({root}): {objects} 個のものと控え({bytes} バイト)を見て、0 か所。",
        "History of {root}: {objects} objects and what lies beside them ({bytes} bytes) were looked at; places found: 0.",
    ),
    "forget.history.left": (
        "git の履歴({root}): {objects} 個のもののうち、{count} か所に残っています:",
        "History of {root}: of {objects} objects, found in {count} places:",
    ),
    "forget.history.steps": (
        "履歴から消すには、次を順に打ちます(Enishi は何もしていません)。探す言葉は {files} に書きました。手元だけのファイルです。",
        "To take it out of the history, type these one by one (Enishi has done none of it). What to look for stands in {files}, which only this machine has.",
    ),
    "forget.history.step": ("    {step}", "    {step}"),
    "forget.history.meaning": (
        "  その意味: すべてのコミットの番号が変わり、署名は失われます。手元の写し(clone)を持つ人は、全員が捨てて取り直します。取り直さずに push されると、"
        "消したものが戻ります。プルリクエストと fork には残ります。GitHub は古いコミットを、しばらく番号で見せ続けます。"
        "消してもらうには、サポートに頼みます(https://support.github.com/ 、"
        "「Removing sensitive data from a repository」)。先に控えを取るなら、終わったあとで必ず捨ててください。\n"
        "  終わったら、enishi forget {id} --history をもう一度どうぞ。0 か所になるはずです。",
        "  What this means: every commit gets another number, and signatures are lost. Whoever has a clone throws it away and "
        "clones anew; a push from an old one brings everything back. Pull requests and forks keep what they have. GitHub goes on "
        "showing old commits by their number for a while; its support removes them on request (https://support.github.com/, "
        "“Removing sensitive data from a repository”). If you make a copy first, throw it away afterwards.\n"
        "  Then run enishi forget {id} --history again: it should find 0 places.",
    ),
    "forget.history.hint": (
        "git の過去のコミットは見ません。見るなら、社内の記録が残っているうちに: enishi forget {id} --history",
        "Earlier commits are not looked at. If they are to be, do it while the private record is there to tell what to look for: enishi forget {id} --history",
    ),
    "forget.done": ("{id} さんを忘れました。", "{id} is forgotten."),
    "forget.already": (
        "忘れた人です。新しく消すものは、ありませんでした。",
        "This person was forgotten before, and there was nothing new to remove.",
    ),
    "forget.beyond": (
        "ここからは手の届かない写しがあります。ご本人に、このとおり伝えてください:",
        "There are copies that nothing here can reach. Tell the person so:",
    ),
    "beyond.letters": (
        "  ・すでに届いた手紙(メール)。受け取った人の手元から消すことはできません。",
        "  - Letters that were sent. They cannot be taken back from those who received them.",
    ),
    "beyond.services": (
        "  ・配信サービスに取りこんだ宛先。サービスの画面で、その人を消してください(停止の記録は残してもかまいません)。",
        "  - Recipients that a sending service has taken in. Delete the person there; that they unsubscribed may stay.",
    ),
    "beyond.feeds": (
        "  ・フィードを読むソフトやサービスが取り込んだ記事。つぎの更新でも、古い分は残ることがあります。",
        "  - What feed readers have fetched. Many keep old items even after the feed has changed.",
    ),
    "beyond.searches": (
        "  ・検索エンジンや Web アーカイブの控え。検索結果は各社の、archive.org はそこの、削除を頼む窓口へ。",
        "  - Copies at search engines and web archives. Each has a form for removal, archive.org too.",
    ),
    "beyond.clones": (
        "  ・このリポジトリの写し(clone、fork)と、git の過去のコミット。--history で、何が残るかと消し方がわかります。",
        "  - Clones and forks of this repository, and its earlier commits; --history tells what they hold and how to remove it.",
    ),
    "beyond.host": (
        "  ・GitHub などの置き場所の控え(古いコミット、Pages と Actions の生成物、配信のキャッシュ)。",
        "  - Copies at the host, such as GitHub: old commits, what Pages and Actions have made, caches of delivery.",
    ),
    "beyond.synced": (
        "  ・非公開フォルダを同期しているサービスの、以前の版とごみ箱。",
        "  - Earlier versions, and the bin, of the service that synchronises the private folder.",
    ),
    "beyond.backups": (
        "  ・この機械やサーバーのバックアップ、印刷した紙、画面の写し。",
        "  - Backups of this machine and of servers, prints on paper, pictures of the screen.",
    ),
    "forget.swept": (
        "期限を過ぎた同意の記録を、{count} 件片づけました。",
        "Evidence of consents swept away: {count}.",
    ),
    "export.done": (
        "{folder} に書きました: export.html(読むため)と export.json(プログラムのため)。{files} ファイル、読めるのはあなただけです。",
        "Written to {folder}: export.html to read, export.json for programs; {files} files, which only you can read.",
    ),
    "export.list.sum": (
        "あてはまる {meant} = 書き出す {told} + 書き出さない {excluded}",
        "Meant {meant} = exported {told} + left out {excluded}",
    ),
    "export.list.merged": (
        "もとの表にいた人 {found} 人(空いていた {filled} 欄をうめました)・下に加えた人 {added} 人。もとの行と列はそのままです。",
        "On the list already: {found} (empty cells filled: {filled}); put below: {added}. Its own rows and columns are as they were.",
    ),
    "export.list.unwanted": (
        "書き出さない人が、もとの表に載っています。向こうの名簿で止めるか、消してください: {ids}",
        "On that list, though they are to be left out; stop or delete them there: {ids}",
    ),
    "export.list.forgotten": (
        "もとの表に、忘れてほしいと言われた方がいます。向こうの名簿からも消してください: {lines} 行目",
        "On that list are people who asked to be forgotten; delete them there: lines {lines}",
    ),
    "export.list.service": (
        "{title} に取りこむ表を {file} に書きました({count} 人)。アドレスが入っています。取りこんだら消してください。",
        "Written for {title}: {file} ({count} people). It holds addresses; delete it once it is taken in.",
    ),
    "export.list.advertising": (
        "{title} は、広告のためにアドレスを会員と照らし合わせます。お見せした説明文にそう書いていなければ、先にご本人にたずねてください。",
        "{title} matches addresses with its members for advertisements. If the notice that was shown does not say so, ask first.",
    ),
    "export.list.own": (
        "{title} を {file} に書きました({count} 人)。読めるのはあなただけです。",
        "{title} written to {file} ({count} people), which only you can read.",
    ),
    "segment.paused": ("やりとりを休んでいる", "contact is paused"),
    "segment.here": ("いま在籍している", "works here"),
    "handover.chapter": ("  {count:>4}  {title}", "  {count:>4}  {title}"),
    "handover.empty": (
        "まだ、だれとのやりとりも書きとめられていません。引き継ぐのは鍵だけです。",
        "Nothing is written down of anybody yet; there are keys alone to hand over.",
    ),
    "handover.done": (
        "{folder} に書きました({files})。読めるのはあなただけです。二人で読み、すんだらフォルダごと消してください。",
        "Written to {folder} ({files}), which only you can read. Read it together, and delete the folder when all is done.",
    ),
    "handover.kept": (
        "書きこみがあるかもしれないので、そのままにしました: {files}",
        "Left as they are, since you may have written into them: {files}",
    ),
    "intro.target": ("■ {company}", "■ {company}"),
    "intro.nobody": (
        "  いまのところ、知っている人はいません。",
        "  Nobody that we know of, so far.",
    ),
    "intro.same": ("  {id:<28} {name}({employer})", "  {id:<28} {name} ({employer})"),
    "intro.near": (
        "  {id:<28} {name}({employer}) ※ 同じ会社か、確かめてください",
        "  {id:<28} {name} ({employer}); see whether it is the same company",
    ),
    "intro.unasked": (
        "  {id:<28} {name}({employer}) たずねません: {reason}",
        "  {id:<28} {name} ({employer}) is not asked: {reason}",
    ),
    "intro.sum": (
        "{targets} 社のうち、卒業生のいる会社が {known} 社。頼んでよい人のいる会社が {reached} 社。",
        "Of {targets} companies, alumni are at {known}; at {reached} there is somebody to ask.",
    ),
    "outcome.done": ("{path} に書きとめました: {kind}", "Written down in {path}: {kind}"),
    "outcome.referral": ("人を紹介してくれた", "referred a person"),
    "outcome.introduction": ("会社につないでくれた", "introduced us"),
    "outcome.deal": ("取引になった", "became a deal"),
    "outcome.partner": ("協力先になった", "became a partner"),
    "outcome.hire-back": ("戻ってきた", "came back"),
    "outcome.mention": ("うちのことを話してくれた", "spoke of us"),
    "outcome.talk": ("登壇・取材に応じてくれた", "gave a talk or an interview"),
    "outcome.advice-given": ("こちらが相談に乗った", "we gave advice"),
    "outcome.advice-asked": ("こちらから相談した", "we asked for advice"),
    "graduate.head": (
        "{name}さんの卒業: {day}。これからの窓口は {host}。",
        "{name} graduates on {day}; {host} stays at hand.",
    ),
    "graduate.done": ("  済  {done}  {id:<14} {what}", "  done   {done}  {id:<14} {what}"),
    "graduate.late": ("  遅  {due}  {id:<14} {what}", "  late   {due}  {id:<14} {what}"),
    "graduate.today": ("  今  {due}  {id:<14} {what}", "  today  {due}  {id:<14} {what}"),
    "graduate.due": ("  ・  {due}  {id:<14} {what}", "  due    {due}  {id:<14} {what}"),
    "graduate.scores": ("人にすすめたい度合い: {scores}", "Would recommend us: {scores}"),
    "graduate.next": (
        "済んだら: enishi graduate {id} --done {task}",
        "When it is done: enishi graduate {id} --done {task}",
    ),
    "graduate.paper": ("書きました: {file}", "Written: {file}"),
    "graduate.page": (
        "下書き: {file}\n  直したら本人に読んでもらい、同意を書いて(enishi consent {id} --given graduation)、enishi graduate {id} --publish",
        "Draft: {file}\n  Prune it, let them read it, write down their consent (enishi consent {id} --given graduation), then: enishi graduate {id} --publish",
    ),
    "graduate.page.there": (
        "下書きはもうあります(書き直しません): {file}",
        "The draft is there already and was left alone: {file}",
    ),
    "graduate.page.kept": (
        "  公開してよいと聞いていないことば {count} つは、入れませんでした(board.md の名前のあとに (公開可))。",
        "  Left out: the words of {count} who did not say that everybody may read them ((public) behind the name in board.md).",
    ),
    "graduate.published": (
        "公開の場所に書きました: {file}\n  次の enishi build で載ります。",
        "Written where the world can read it: {file}\n  The next enishi build shows it.",
    ),
    "graduate.board.none": (
        "寄せ書きになるメールは、ありませんでした。",
        "There was no mail with words for the board.",
    ),
    "graduate.board.apply": (
        "寄せ書きに加えるには、同じものを --apply をつけてもう一度。一つずつおたずねします。",
        "To add them to the board, run it again with --apply; you are asked about each.",
    ),
    "graduate.by-hand": (
        "Chromium が見つからないので、PDF はつくりませんでした。memo.html をブラウザーで開き、印刷から「PDF に保存」(A4、余白なし)でつくれます。",
        "No Chromium was found, so there is no PDF. Open memo.html in a browser and print it to PDF (A4, no margins).",
    ),
    "report.kept": (
        "{years} 年後も縁が続いている人: {percent}% ({kept} / {of} 人)",
        "Ties that hold after {years} years: {percent}% ({kept} of {of})",
    ),
    "report.balance": (
        "頼んだこと({asked})が、力になったこと({given})より多くなっています。",
        "More was asked ({asked}) than given ({given}).",
    ),
    "report.done": ("まとめました: {file}", "The report: {file}"),
    "segment.head": ("{expression}", "{expression}"),
    "segment.member": ("  {id:<28} {name}", "  {id:<28} {name}"),
    "segment.reason": ("  {id:<28} {name}  ({reason})", "  {id:<28} {name}  ({reason})"),
    "segment.excluded": ("送らない人:", "Not sent to:"),
    "segment.sum": (
        "候補 {candidates} = あてはまる {meant} + あてはまらない {not_meant} + わからない {not_known}",
        "Candidates {candidates} = meant {meant} + not meant {not_meant} + not known {not_known}",
    ),
    "segment.sum.send": (
        "あてはまる {meant} = 送る {send} + 送らない {excluded}",
        "Meant {meant} = to send {send} + excluded {excluded}",
    ),
    "segment.why": ("  {count:>5}  {reason}", "  {count:>5}  {reason}"),
    "segment.do-not-contact": ("連絡しない約束", "not to be contacted"),
    "segment.snoozed": ("しばらくそっとしておく", "to be left in peace for now"),
    "segment.no-consent": ("同意がない", "no consent"),
    "segment.refused": ("断られた", "refused"),
    "segment.withdrawn": ("取り下げられた", "withdrawn"),
    "segment.expired": ("同意の期限が切れた", "the consent has expired"),
    "segment.no-address": ("メールアドレスがない", "no e-mail address"),
    "segment.bounced": ("届かなくなった", "cannot be reached"),
    "inbox.item": ("  {who:<24} {said}  ({origin})", "  {who:<24} {said}  ({origin})"),
    "inbox.stop": (
        "手紙を止めました(手紙の符号を確かめました): {count}",
        "Letters stopped, by the token of a letter: {count}",
    ),
    "inbox.wish": (
        "手紙を止めたいようです(符号がないか、合いません。確かめてから決めてください): {count}",
        "Seem to want no more letters (with no token, or a bad one; look before you decide): {count}",
    ),
    "inbox.bounce": ("届きませんでした: {count}", "Not delivered: {count}"),
    "inbox.reply": ("お返事: {count}", "Replies: {count}"),
    "inbox.board": (
        "卒業する人への寄せ書き: {count}",
        "Words for somebody who leaves: {count}",
    ),
    "inbox.board.short": ("寄せ書き {count}", "words for a board {count}"),
    "inbox.board.from": (
        "      {person} の board.md へ。差出人 {address}",
        "      for board.md of {person}; from {address}",
    ),
    "inbox.board.empty": (
        "    引用と署名のほかに、ことばがありません。",
        "    There is nothing in it but what is quoted, and a signature.",
    ),
    "inbox.board.forged": (
        "      ! メールサーバーは、差出人を偽っていると見ています。本人に確かめてください。",
        "      ! The mail server found that the sender may be forged. Ask them.",
    ),
    "inbox.board.nobody": (
        "      ! 差出人が一人に決まりません。本人に確かめてください。",
        "      ! It does not say who sent it. Find out.",
    ),
    "inbox.board.stranger": (
        "      ! 知らないアドレスです(会社のものでも、記録にあるものでもありません)。本人か確かめてください。",
        "      ! The address is neither the company's nor on record. Make sure that it is them.",
    ),
    "inbox.auto": (
        "自動の返信など(何もしません): {count}",
        "Automatic replies (nothing to do): {count}",
    ),
    "inbox.other": (
        "読み取れないもの(開いて読んでください): {count}",
        "Not understood (open and read them): {count}",
    ),
    "inbox.stop.short": ("停止 {count}", "stopped {count}"),
    "inbox.wish.short": ("停止の希望 {count}", "wishes to stop {count}"),
    "inbox.bounce.short": ("不達 {count}", "not delivered {count}"),
    "inbox.reply.short": ("返信 {count}", "replies {count}"),
    "inbox.auto.short": ("自動 {count}", "automatic {count}"),
    "inbox.other.short": ("そのほか {count}", "others {count}"),
    "inbox.sum": (
        "{whole} 通 = {parts} + 前に済んだもの {settled}",
        "Messages read: {whole} = {parts} + dealt with before {settled}",
    ),
    "inbox.hard": ("宛先がない", "no such address"),
    "inbox.soft": ("今回は届かず", "not this time"),
    "inbox.fault.broken": (
        "(形が壊れていて、本文を読めません)",
        " (its form is broken, and its text cannot be read)",
    ),
    "inbox.fault.deep": (
        "(つくりが複雑すぎて、本文は読めません)",
        " (nested too deeply to be read)",
    ),
    "inbox.fault.large": (
        "(大きすぎて、はじめだけ読みました)",
        " (too large; the beginning was read)",
    ),
    "inbox.fault.empty": ("(メールではないようです)", " (this seems to be no mail)"),
    "inbox.strange": (
        "(記録にないアドレスから。本人か確かめてください)",
        " (from an address that is not on record; make sure that it is them)",
    ),
    "inbox.kept": (
        "    サイトには載せません(同意か「はい」がないか、連絡先を含みます): {labels}",
        "    Not for the site (no consent, no “yes”, or it holds contacts): {labels}",
    ),
    "inbox.by-hand": (
        "    プログラムでは書けません。手で直してください: {labels}",
        "    To be written by hand: {labels}",
    ),
    "inbox.apply": (
        "お返事や寄せ書きを書き入れるには、同じものを --apply をつけてもう一度。一つずつおたずねします。",
        "To write down replies and words for a board, run it again with --apply; you are asked about each.",
    ),
    "inbox.ask.reply": (
        "  記録に書きますか(y = 書く、n = 書かない、l = あとで)",
        "  Write this into the records? (y = yes, n = no, l = later)",
    ),
    "inbox.ask.board": (
        "  寄せ書きに加えますか(y = 加える、n = 加えない、l = あとで)",
        "  Add this to the board? (y = yes, n = no, l = later)",
    ),
    "inbox.ask.board-name": ("  だれのことばとして", "  As whose words"),
    "inbox.ask.stop": (
        "  {person} さんへの手紙を止めますか(y = 止める、n = 止めない、l = あとで)",
        "  Stop the letters to {person}? (y = yes, n = no, l = later)",
    ),
    "inbox.ask.aside": (
        "  済んだことにしますか(y = もう出さない、n・l = あとで)",
        "  Is this dealt with? (y = do not tell of it again, n or l = later)",
    ),
    "segment.not-meant": ("この集まりの人ではない", "not of this segment"),
    "segment.not-known": ("この集まりの人か、わからない", "not known whether of this segment"),
    "edition.done": (
        "{send} 通の手紙を {folder} に書きました。まだ、だれにも送っていません。",
        "Letters written to {folder}: {send}. Nothing has been sent.",
    ),
    "edition.sum": (
        "候補 {candidates} = 送る {send} + 送らない {excluded}",
        "Candidates {candidates} = to send {send} + excluded {excluded}",
    ),
    "edition.shown": (
        "{html} をブラウザで開いてください(文字だけの版は {text})。まだ、だれにも送っていません。",
        "Open {html} in a browser (the plain text is {text}). Nothing has been sent.",
    ),
    "edition.not_sent": (
        "この人には送りません: {reason}",
        "This person would not get it: {reason}",
    ),
    "preflight.group.law": (
        "法律",
        "Law",
    ),
    "preflight.group.people": (
        "送る相手",
        "Whom it goes to",
    ),
    "preflight.group.letter": (
        "手紙そのもの",
        "The letter itself",
    ),
    "preflight.group.domain": (
        "差出人のドメイン",
        "The sender’s domain",
    ),
    "preflight.green": (
        "緑です。{letters} 通を送れます。",
        "Green: {letters} letters may be sent.",
    ),
    "preflight.red": (
        "赤が {count} 件あります。直すまで送れません。",
        "Red: {count}. Nothing is sent until they are mended.",
    ),
    "preflight.unknown": (
        "{name}: 確かめられませんでした。\n先に、上の赤いところを直してください。サイトは enishi build で、手紙は enishi edition {issue} で作れます。",
        "{name}: could not be looked at.\nMend what is red above first. enishi build makes the site, enishi edition {issue} the letters.",
    ),
    "preflight.sender": (
        "送信者の名前と住所",
        "Sender and postal address",
    ),
    "preflight.sender.good": (
        "送信者の名前と住所が、どの手紙にもあります(特定電子メール法 4条、CAN-SPAM)。",
        "Every letter says who sends it, with a postal address (CAN-SPAM, Japan’s anti-spam law art. 4).",
    ),
    "preflight.sender.bad": (
        "送信者の名前と住所がそろっていない手紙があります: {count} 通({what})。\nmkdocs.yml の extra.enishi.sender に name と address を。",
        "Letters that lack the sender’s name or postal address: {count} ({what}).\nSay name and address under extra.enishi.sender in mkdocs.yml.",
    ),
    "preflight.stop": (
        "配信停止",
        "Unsubscribing",
    ),
    "preflight.stop.good": (
        "手紙を止めるリンクが、一人ひとりの符号つきであります(同 4条、CAN-SPAM)。",
        "Every letter can be stopped, with a token of its own reader (CAN-SPAM, art. 4).",
    ),
    "preflight.stop.bad": (
        "手紙を止めるリンクがないか、符号がその人のものでない手紙があります: {count} 通({what})。\n作り直してください: enishi edition {issue}",
        "Letters without a way to stop them, or with somebody else’s token: {count} ({what}).\nMake them again: enishi edition {issue}",
    ),
    "preflight.contact": (
        "問い合わせ先",
        "Contact",
    ),
    "preflight.contact.good": (
        "苦情や問い合わせの宛先が、どの手紙にもあります(同 施行規則 9条)。",
        "Every letter says whom to complain to (regulations to the same law, art. 9).",
    ),
    "preflight.contact.bad": (
        "問い合わせ先のない手紙があります: {count} 通({what})。\nmkdocs.yml の extra.enishi.sender に contact を。",
        "Letters without a contact: {count} ({what}).\nSay contact under extra.enishi.sender in mkdocs.yml.",
    ),
    "preflight.record": (
        "同意の記録",
        "Proof of consent",
    ),
    "preflight.record.good": (
        "全員について、どのように同意を得たかが記録されています(同 3条、GDPR 7条)。",
        "For everybody it is on record how they agreed (same law art. 3, GDPR art. 7).",
    ),
    "preflight.record.bad": (
        "どのように同意を得たか、記録のない人がいます: {count} 人({what})。\n同意に how か notice を書いてください: enishi consent ID --given newsletter --how …",
        "Nothing shows how these agreed: {count} ({what}).\nWrite how or notice to their consent: enishi consent ID --given newsletter --how …",
    ),
    "preflight.reason": (
        "届くわけ",
        "Why it is received",
    ),
    "preflight.reason.good": (
        "なぜ届くのかが、どの手紙にも書いてあります(GDPR 13条)。",
        "Every letter says why it is received (GDPR art. 13).",
    ),
    "preflight.reason.bad": (
        "なぜ届くのかを書いていない手紙があります: {count} 通({what})。\nmkdocs.yml の extra.enishi.sender に reason を。例: 受け取りを希望してくださった方に。",
        "Letters that do not say why they are received: {count} ({what}).\nSay reason under extra.enishi.sender in mkdocs.yml.",
    ),
    "preflight.privacy": (
        "個人情報の扱い",
        "Privacy",
    ),
    "preflight.privacy.good": (
        "個人情報の扱いへのリンクが、どの手紙にもあります(GDPR 13条、個人情報保護法 32条)。",
        "Every letter links to how data are treated (GDPR art. 13).",
    ),
    "preflight.privacy.bad": (
        "個人情報の扱いへのリンクがない手紙があります: {count} 通({what})。\nmkdocs.yml の extra.enishi.sender に privacy を。",
        "Letters without a link to how data are treated: {count} ({what}).\nSay privacy under extra.enishi.sender in mkdocs.yml.",
    ),
    "preflight.outbox": (
        "送信箱",
        "The outbox",
    ),
    "preflight.outbox.good": (
        "手紙は全部そろい、作ったときのままです。",
        "All letters are there, to the byte as they were made.",
    ),
    "preflight.outbox.bad": (
        "送信箱がないか、手紙が足りないか、作ったあとで変わっています(壊れたもの {count} 通)。\n作り直してください: enishi edition {issue}",
        "There is no outbox, or letters are missing or were changed since (damaged: {count}).\nMake it again: enishi edition {issue}",
    ),
    "preflight.consent": (
        "きょうの同意",
        "Consent today",
    ),
    "preflight.consent.good": (
        "全員の同意が、きょうも有効です。",
        "Everybody’s consent holds today.",
    ),
    "preflight.consent.bad": (
        "いまは送れない人がいます: {count} 人({what})。\n作り直すと外れます: enishi edition {issue}",
        "These may not be written to now: {count} ({what}).\nMake the letters again, without them: enishi edition {issue}",
    ),
    "preflight.address": (
        "宛先",
        "Addresses",
    ),
    "preflight.address.good": (
        "宛先は、どれも記録の先頭のアドレスです。",
        "Each goes to the first address on record.",
    ),
    "preflight.address.bad": (
        "宛先が、いまの記録とちがう手紙があります: {count} 通({what})。\n作り直してください: enishi edition {issue}",
        "Letters addressed otherwise than the records say now: {count} ({what}).\nMake them again: enishi edition {issue}",
    ),
    "preflight.inbox": (
        "返信の確認",
        "The inbox",
    ),
    "preflight.inbox.good": (
        "配信停止の申し出は、48時間以内に読んであります。",
        "Requests to stop were read within the last 48 hours.",
    ),
    "preflight.inbox.bad": (
        "配信停止の申し出を、48時間より前から読んでいません。\n読んでください: enishi inbox --imap(または FILES、何も来ていなければ --nothing)",
        "Requests to stop have not been read for 48 hours.\nRead them: enishi inbox --imap (or FILES; --nothing if nothing came)",
    ),
    "preflight.form": (
        "手紙の形",
        "Both parts",
    ),
    "preflight.form.good": (
        "HTML と文字だけの版が、どちらもあります。",
        "Each has HTML and plain text.",
    ),
    "preflight.form.bad": (
        "HTML か文字だけの版が欠けた手紙があります: {count} 通({what})。\n作り直してください: enishi edition {issue}",
        "Letters that lack HTML or plain text: {count} ({what}).\nMake them again: enishi edition {issue}",
    ),
    "preflight.size": (
        "重さ",
        "Size",
    ),
    "preflight.size.good": (
        "いちばん重いもので {count} KB。Gmail は 102 KB で切ります。",
        "The largest has {count} KB; Gmail cuts at 102.",
    ),
    "preflight.size.note": (
        "重めです。いちばん重いもので {count} KB(Gmail は 102 KB で切ります)。「{what}」が大きいです。",
        "Rather heavy: the largest has {count} KB, and Gmail cuts at 102. Most of it stands under “{what}”.",
    ),
    "preflight.size.bad": (
        "重すぎて、Gmail が途中で切ります: {count} KB。\n「{what}」を短くしてください。",
        "Too heavy, Gmail would cut it: {count} KB.\nShorten what stands under “{what}”.",
    ),
    "preflight.links": (
        "サイトへのリンク",
        "Links into the site",
    ),
    "preflight.links.good": (
        "サイトへのリンクは、すべて行き先があります。",
        "Every link into the site leads somewhere.",
    ),
    "preflight.links.bad": (
        "行き先のないリンクがあります: {count} 件({what})。\nサイトを作り、公開してから送ってください: enishi build",
        "Links that lead nowhere: {count} ({what}).\nBuild and publish the site before you send: enishi build",
    ),
    "preflight.format": (
        "写真の形式",
        "Pictures",
    ),
    "preflight.format.good": (
        "写真は PNG か JPEG で、https から届きます。",
        "Pictures are PNG or JPEG, by https.",
    ),
    "preflight.format.bad": (
        "PNG でも JPEG でもないか、https でない写真があります: {count} 通({what})。\n写真を置き換えてください。",
        "Pictures that are neither PNG nor JPEG, or not by https: {count} letters ({what}).\nReplace them.",
    ),
    "preflight.width": (
        "写真の幅",
        "Widths of pictures",
    ),
    "preflight.width.good": (
        "写真には幅が書いてあります。",
        "Pictures say their width.",
    ),
    "preflight.width.bad": (
        "幅の書いていない写真があります: {count} 通({what})。\nOutlook で崩れます。templates/newsletter/ を見てください。",
        "Pictures that do not say their width: {count} letters ({what}).\nOutlook breaks them; look at templates/newsletter/.",
    ),
    "preflight.alt": (
        "写真の説明",
        "Alternative texts",
    ),
    "preflight.alt.good": (
        "写真には代わりの文章があります。",
        "Pictures have alternative texts.",
    ),
    "preflight.alt.bad": (
        "代わりの文章(alt)のない写真があります: {count} 通({what})。\n![説明](写真.jpg) のように書いてください。",
        "Pictures without an alternative text: {count} letters ({what}).\nWrite them as ![what is seen](picture.jpg).",
    ),
    "preflight.tone": (
        "ことばの調子",
        "Tone",
    ),
    "preflight.tone.good": (
        "ことばの調子に、気になるところはありません。",
        "Nothing to remark on in its tone.",
    ),
    "preflight.tone.note": (
        "プレスリリースのような言いまわしがあります: {what}",
        "It speaks like a press release: {what}",
    ),
    "preflight.tone.bad": (
        "ここでは使わないことばがあります: {what}\n言いかえは enishi check が教えます。",
        "Words that the house does not use: {what}\nenishi check says what to write instead.",
    ),
    "preflight.spf": (
        "SPF",
        "SPF",
    ),
    "preflight.spf.good": (
        "{what} に SPF の記録があります。",
        "{what} has an SPF record.",
    ),
    "preflight.spf.note": (
        "SPF: {what} の DNS に、送るサーバーを書いた TXT 記録があるか、管理者に確かめてください(--dns で調べます)。",
        "SPF: ask whoever runs {what} whether its DNS names the server that sends (--dns looks it up).",
    ),
    "preflight.spf.bad": (
        "{what} に SPF の記録がありません。\nDNS の TXT に v=spf1 … を書いてもらってください。",
        "{what} has no SPF record.\nHave v=spf1 … written into its DNS.",
    ),
    "preflight.dkim": (
        "DKIM",
        "DKIM",
    ),
    "preflight.dkim.note": (
        "DKIM: 送るサーバーが {what} の署名をつけるか、管理者に確かめてください。",
        "DKIM: ask whether the server that sends signs for {what}.",
    ),
    "preflight.dmarc": (
        "DMARC",
        "DMARC",
    ),
    "preflight.dmarc.good": (
        "{what} に DMARC の記録があります。",
        "{what} has a DMARC record.",
    ),
    "preflight.dmarc.note": (
        "DMARC: _dmarc.{what} に方針が書かれているか、管理者に確かめてください(--dns で調べます)。",
        "DMARC: ask whether a policy stands at _dmarc.{what} (--dns looks it up).",
    ),
    "preflight.dmarc.bad": (
        "{what} に DMARC の記録がありません。Gmail は、たくさん送る人に求めています。\nDNS の _dmarc に v=DMARC1; p=none から書いてもらってください。",
        "{what} has no DMARC record; Gmail asks for one of who sends much.\nHave v=DMARC1; p=none written at _dmarc in its DNS, to begin with.",
    ),
    "stage.letters": ("手紙と記録を確かめています…", "Looking at letters and records…"),
    "stage.send": ("送っています…", "Sending…"),
    "send.prepared": (
        "{issue} の支度ができました。\n候補 {candidates} = 送る {send} + 送らない {excluded}",
        "{issue} is prepared.\nCandidates {candidates} = to send {send} + excluded {excluded}",
    ),
    "send.next.test": (
        "  つぎは、自分に送って見てください: enishi send {issue} --test あなたのアドレス",
        "  Next, send one to yourself and look at it: enishi send {issue} --test YOUR-ADDRESS",
    ),
    "send.next.approve": (
        "  よければ: enishi send {issue} --approve",
        "  If all is well: enishi send {issue} --approve",
    ),
    "send.next.send": ("  つぎは: enishi send {issue}", "  Next: enishi send {issue}"),
    "send.tested": (
        "試しに送りました(だれの版か: {ids})。件名に印があり、配信停止のリンクは効きません。携帯でも見てください。",
        "Sent as a test (whose letters: {ids}). The subject is marked, and links to unsubscribe do nothing. Look at it on a phone, too.",
    ),
    "send.approve": (
        "{issue} を、これから {count} 人に送ります。送ったものは取り消せません。",
        "{issue} is about to go to {count} people. What is sent cannot be called back.",
    ),
    "send.approve.ask": ("送る人数を打ってください", "Type the number of recipients"),
    "send.approved": ("認めました({count} 人)。", "Approved, for {count} people."),
    "send.approved-already": (
        "この支度は、もう認められています。",
        "This is approved already.",
    ),
    "send.ending": (
        "手もとの一通を終えてから止まります。すぐ止めるには、もう一度 Ctrl-C(その一通は不明になります)。",
        "It stops after the letter in hand. Ctrl-C again stops at once (that letter will be unknown).",
    ),
    "send.status.none": (
        "{issue} は、まだ何も送っていません。はじめは: enishi send {issue} --prepare",
        "Nothing of {issue} was sent yet. To begin: enishi send {issue} --prepare",
    ),
    "send.status": (
        "{issue}: 全部で {all} = 送った {sent} + これから {waiting} + あとで {later} + 断られた {refused} + 不明 {unknown}",
        "{issue}: {all} in all = sent {sent} + waiting {waiting} + later {later} + refused {refused} + unknown {unknown}",
    ),
    "send.status.refused": ("  断られた  {id}  ({reply})", "  refused  {id}  ({reply})"),
    "send.status.unknown": ("  不明      {id}", "  unknown  {id}"),
    "send.status.later": (
        "  「あとで」の手紙は、{minutes} 分後から送れます。",
        "  Letters for later can be sent in {minutes} minutes.",
    ),
    "send.status.resolve": (
        "  不明の手紙は、ひとりでには送り直しません。決めるには: enishi send {issue} --resolve",
        "  Unknown letters are never sent again by themselves. To settle them: enishi send {issue} --resolve",
    ),
    "send.status.over": ("  送り終えました。", "  All done."),
    "send.resolve": (
        "届いたかどうかわからない手紙が {count} 通あります。サーバーのログか送信済みで、Message-ID を探してください。",
        "Nobody knows of these letters whether they went out: {count}. Look for the Message-ID in the server's log or in its sent mail.",
    ),
    "send.resolve.none": ("不明の手紙はありません。", "There are no unknown letters."),
    "send.resolve.one": ("  {id}  {at}  {message_id}", "  {id}  {at}  {message_id}"),
    "send.resolve.ask": (
        "  届いていましたか(y = はい、n = いいえ・送り直す、s = あとで)",
        "  Did it go out (y = yes, n = no, send it again, s = leave it)",
    ),
    "segment.suppressed": ("手紙を止めてほしいと言われた", "asked for no more letters"),
    "program-fault": (
        "プログラムの不具合で止まりました({kind}、{place}、版 {version})。site/ はそのままです。\n"
        "  上の一行と、打ったコマンドを、Enishi の入手元に知らせてください。原稿や名前は添えなくてかまいません。",
        "The program failed ({kind} at {place}, version {version}). site/ is as it was.\n"
        "  Please report the line above, and the command, where you got Enishi from. "
        "Leave names and texts out.",
    ),
    "today.today": (
        "{day}、便りを出す人({count} 人)。日ごろの間隔と、きょうの節目から選びました。",
        "{day}: to write to ({count}), by how long it has been and by what day it is.",
    ),
    "today.week": (
        "{day}から七日のあいだに、便りを出す人({count} 人)。",
        "In the seven days from {day}: to write to ({count}).",
    ),
    "today.month": (
        "{day}からひと月のあいだに、便りを出す人({count} 人)。",
        "In the month from {day}: to write to ({count}).",
    ),
    "today.none": (
        "{day}は、どうしても便りを出さなければという人はいません。よい一日を。",
        "{day}: nobody needs to hear from you. Have a good day.",
    ),
    "today.steps": (
        "卒業の段取り({count} 件)。",
        "What graduations wait for ({count}).",
    ),
    "today.step": ("・{name}: {what}({state})", "- {name}: {what} ({state})"),
    "today.step.late": ("{due} の分が、まだです", "was due on {due}"),
    "today.step.today": ("きょう", "today"),
    "today.step.due": ("{due} まで", "by {due}"),
    "today.step.done": (
        "   済んだら: enishi graduate {id} --done {step}",
        "   When it is done: enishi graduate {id} --done {step}",
    ),
    "today.named": ("{name}({id})", "{name} ({id})"),
    "today.join": ("／", "; "),
    "today.sum": ("合計", "in all"),
    "today.owner": ("担当: {owner}", "Kept in touch with by: {owner}"),
    "today.subject": ("   件名: {subject}", "   Subject: {subject}"),
    "today.copy": ("(上の文面を写して送る)", " (copy the note above)"),
    "today.touch": (
        '   記す: enishi touch {id} "ひとこと"',
        '   Write it down: enishi touch {id} "a word"',
    ),
    "today.last": (
        "前回: {day}、{direction}{channel}。{note}",
        "Last: {day}, {channel} {direction}. {note}",
    ),
    "today.last.asked": (
        "前回: {day}、{direction}{channel}でおたずねして、返事を待っています。{note}",
        "Last: {day}, a question {direction} by {channel}, not answered yet. {note}",
    ),
    "today.last.none": ("前回: 記録がありません", "Last: nothing is written down"),
    "today.last.empty": ("(書きとめなし)", "(no note)"),
    "today.on.day": ("{day}", "on {day}"),
    "today.on.month": ("{day}", "in {day}"),
    "today.why.unanswered": (
        "{day}の便りに、まだ返事をしていません",
        "their word of {day} has not been answered yet",
    ),
    "today.why.birthday": ("{day}が誕生日です", "birthday on {day}"),
    "today.why.graduation": ("{day}で卒業して{years}です", "{years} since they left, {on}"),
    "today.why.joined": ("{day}で入社して{years}です", "{years} since they joined, {on}"),
    "today.why.moved": ("新しい仕事を始めました({day})", "began somewhere new ({day})"),
    "today.why.news": (
        "かかわったことの記事が出ました:「{title}」",
        "there is news of something they had a hand in: “{title}”",
    ),
    "today.why.consent": ("同意が{day}で終わります", "a consent ends on {day}"),
    "today.why.overdue": ("{silence}ぶりです", "{silence} without a word"),
    "today.why.quiet": (
        "{silence}、便りがとだえています。遠くなった縁ほど、新しい話を運んできます",
        "gone quiet for {silence}; such ties bring the most that is new",
    ),
    "today.why.unheard": (
        "便りの記録も卒業の日も、まだありません",
        "neither a word nor the day they left is on record",
    ),
    "today.why.early": ("話してからまだ{silence}です", "only {silence} since you spoke"),
    "way.mail": ("メール", "Mail"),
    "way.linkedin": ("LinkedIn", "LinkedIn"),
    "way.x": ("X", "X"),
    "way.facebook": ("Facebook", "Facebook"),
    "way.messenger": ("Messenger", "Messenger"),
    "direction.out": ("こちらから", "from us"),
    "direction.in": ("先方から", "from them"),
    "channel.mail": ("メール", "mail"),
    "channel.phone": ("電話", "phone"),
    "channel.letter": ("手紙", "letter"),
    "channel.chat": ("チャット", "chat"),
    "channel.social": ("SNS", "social network"),
    "channel.meeting": ("面会", "meeting"),
    "channel.event": ("集まり", "event"),
    "year.title": ("{site}の縁の暦", "{site}: the year of our ties"),
    "year.birthday": ("{name}さんの誕生日", "Birthday of {name}"),
    "year.graduation": ("{name}さん、卒業から{years}", "{name}: {years} since they left"),
    "year.joined": ("{name}さん、入社から{years}", "{name}: {years} since they joined"),
    "year.due": ("{name}さんに便りを", "Write to {name}"),
    "year.month": ("{said}(この月。日はわかりません)", "{said} (this month; the day is not known)"),
    "year.done": (
        "{file} に、これから一年の節目を {count} 件書きました。ほかの人には見せないでください。",
        "{file} holds {count} occasions of the coming year. Show it to nobody else.",
    ),
    "touch.done": ("{id} とのやりとりを記しました({day})。", "Written down for {id} ({day})."),
    "touch.snooze": (
        "{id} には、{day}まで便りを出しません。",
        "{id} is left in peace to and including {day}.",
    ),
    "touch.banned": ("{id} には、もう連絡しません。", "{id} is not contacted any more."),
    "touch.free": ("{id} に、また連絡してよいことにしました。", "{id} may be contacted again."),
    "touch.new": (
        "非公開の記録がなかったので、つくりました: {id}",
        "There was no private record, so one was begun: {id}",
    ),
    "follow.head": ("{who} と", "With {who}"),
    "follow.signs": (
        "⇄ たがいに  → こちらから  ← 先方から  ・ 先方のページはあるが、まだ",
        "⇄ each other  → we follow them  ← they follow us  ・ they are there, and not yet connected",
    ),
    "follow.one": ("  {name} = {id}", "  {name} = {id}"),
    "follow.ask": (
        "{name} {url} は、だれですか({ids})。だれでもなければ -",
        "Who is {name} {url} ({ids})? Nobody: -",
    ),
    "follow.unsure": (
        '  {line} 行目の {name} は {ids} のどなたか決められません。教えるには --is "{answer}={id}"(だれでもなければ ID を空に)',
        '  Line {line}: {name} may or may not be {ids}. To say so: --is "{answer}={id}" (no ID for nobody)',
    ),
    "follow.taken": (
        "印をつけた人 {ticked}・すでについていた人 {known}・決められない行 {asked}・卒業生でない行 {unknown}",
        "Ticked: {ticked}. Ticked before: {known}. Not sure: {asked}. Nobody of ours: {unknown}",
    ),
    "follow.would": (
        "印をつけるはずの人 {ticked}・すでについている人 {known}・決められない行 {asked}・卒業生でない行 {unknown}。何も書いていません",
        "Would be ticked: {ticked}. Ticked before: {known}. Not sure: {asked}. Nobody of ours: {unknown}. Nothing was written",
    ),
    "follow.done": (
        "{id}: {network} で {who} とつながっています。",
        "{id} is connected with {who} on {network}.",
    ),
    "follow.there": (
        "{id}: {network} で {who} とのつながりは、もう書いてあります。変えるには: enishi edit {id}",
        "{id}: that connection with {who} on {network} is written down already. To change it: enishi edit {id}",
    ),
    "office.open": (
        "机を開きました: {url}\n"
        "  この機械の中だけで見られます。上のアドレスは一度だけ使えます。終わるときは Ctrl+C。",
        "The desk is open: {url}\n"
        "  For this machine alone. The address above can be used once. Ctrl+C ends it.",
    ),
    "office.again": (
        "  別のブラウザーで開くには: {url}",
        "  To open it in another browser: {url}",
    ),
    "office.closed": (
        "ここは、鍵のあるアドレスからだけ開けます。アドレスは一度使うと閉じます。\n"
        "enishi desk を動かしている画面に、次のアドレスが出ています。",
        "This opens only by an address with a key, and each key turns once.\n"
        "The next address stands in the terminal in which enishi desk runs.",
    ),
    "office.foreign": (
        "この机のページから送られたものではないので、何もしていません。前のページを開き直してください。",
        "This did not come from a page of the desk, so nothing was done. Open the page before anew.",
    ),
    "office.nothing": (
        "ここには何もありません。机の上に戻ってください。",
        "There is nothing here. Go back to the desk.",
    ),
    "office.large": (
        "送られたものが大きすぎるので、何もしていません。",
        "What was sent is too large; nothing was done.",
    ),
    "office.ticked": ("済みました: {what}", "Done: {what}"),
    "office.scored": (
        "{name}さんの点を記しました: {score}",
        "Written down for {name}: {score}",
    ),
    "office.papers": (
        "書類を {count} つ、つくりました。",
        "Papers made: {count}.",
    ),
    "office.unclear": (
        "決めなかった {count} 行は、そのままです。一覧をもう一度読めば、またおたずねします。",
        "Rows that nobody decided about: {count}. Take the list in again, and you are asked again.",
    ),
    "office.undo.touch": (
        "取り消すには enishi edit {id} で、touches のいちばん下を消します。",
        "To take it back, take out the last of touches by enishi edit {id}.",
    ),
    "office.undo.person": (
        "もとに戻すには、{name}さんの画面を開きます。",
        "To take it back, open the page of {name}.",
    ),
    "office.undo.begin": (
        "取り消すには enishi edit {id} で、offboarding を消します。",
        "To take it back, take out offboarding by enishi edit {id}.",
    ),
    "office.undo.tick": (
        "取り消すには enishi edit {id} で、その行の done を消します。",
        "To take it back, take out done in that line by enishi edit {id}.",
    ),
    "office.undo.outcome": (
        "取り消すには {path} のいちばん下を消します。",
        "To take it back, take out the last row of {path}.",
    ),
}
