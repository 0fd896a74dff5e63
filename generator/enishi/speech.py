"""What the commands say when all is well, in Japanese and English."""

PHRASES: dict[str, tuple[str, str]] = {
    "stage.load": ("原稿を読んでいます…", "Reading…"),
    "stage.theme": ("額縁を用意しています…", "Preparing the theme…"),
    "stage.render": ("ページを組んでいます…", "Setting pages…"),
    "stage.guard": ("非公開の情報が混じっていないか見ています…", "Looking for what is private…"),
    "stage.left": ("(あと {seconds} 秒)", " ({seconds} s left)"),
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
    "newsletter.done": (
        "手紙ができました: {html} と {text}({size} KB)",
        "The letter is ready: {html} and {text} ({size} KB)",
    ),
    "serve.open": (
        "{url} で見られます。保存すると画面が変わります。終わるときは Ctrl+C。",
        "Open {url}; saved edits show by themselves. Ctrl+C ends it.",
    ),
    "serve.built": ("作り直しました({seconds} 秒)。", "Built again ({seconds} s)."),
    "serve.end": ("終わりました。", "Ended."),
    "consent.ask.intro": (
        "{name}さんの同意を記します。y = はい、n = いいえ、Enter = きいていない。",
        "What did {name} agree to? y = yes, n = no, Enter = not asked.",
    ),
    "consent.ask.portal": ("サイトの名簿に載ること", "To be listed on the site"),
    "consent.ask.photo": ("写真を載せること", "To have a photo shown"),
    "consent.ask.newsletter": ("手紙を受け取ること", "To get letters"),
    "consent.ask.birthday": ("誕生日の便りを受け取ること", "To be greeted on birthdays"),
    "consent.ask.referral": ("人の紹介をお願いされること", "To be asked for referrals"),
    "consent.ask.rehire": ("戻ることを誘われること", "To be asked to come back"),
    "consent.ask.how": (
        "どのように確かめましたか(例: 卒業面談の書面)",
        "How was it given (a signed form, …)",
    ),
    "consent.ask.until": (
        "いつまで(YYYY-MM-DD。期限なしなら Enter)",
        "Until when (YYYY-MM-DD; Enter for no end)",
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
    "consent.done": (
        "{path} に書きました。いま有効なのは:",
        "Written into {path}. What holds now:",
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
    "proof.hidden": ("サイトのどこにも載っていません", "nowhere on the site"),
    "proof.consents": ("同意", "Consents"),
    "proof.consent": (
        "  [{number}] {purpose}: {status}、{on}{until} → {state}({path}:{first}〜{last} 行)",
        "  [{number}] {purpose}: {status}, {on}{until} → {state} ({path}, lines {first} to {last})",
    ),
    "proof.until": (" から {until} まで", " to {until}"),
    "proof.how": ("      確かめ方: {how}", "      how: {how}"),
    "proof.fields": ("      載せてよい項目だけ: {fields}", "      nothing but: {fields}"),
    "proof.withheld": ("      載せない項目: {fields}", "      everything but: {fields}"),
    "proof.notice": ("      説明文: {notice}({text})", "      notice: {notice} ({text})"),
    "proof.sha256": ("      その文面の SHA-256: {sha256}", "      SHA-256 of its text: {sha256}"),
    "proof.recorded": (
        "      記した人: {author}、{on}、コミット {commit}「{summary}」",
        "      recorded by {author}, {on}, commit {commit} “{summary}”",
    ),
    "proof.uncommitted": ("      まだコミットされていません", "      not committed yet"),
    "proof.no-git": (
        "      だれが記したかはわかりません(git に、このファイルの履歴がありません)",
        "      who recorded it is not known (git has no history of this file)",
    ),
    "proof.showings": (
        "見えているもの(ためしに項目をひとつずつ外してサイトを組み、変わったファイル)",
        "What is seen where (files that change when the field is taken out of the site)",
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
    "program-fault": (
        "プログラムの不具合で止まりました({kind}、{place}、版 {version})。site/ はそのままです。\n"
        "  上の一行と、打ったコマンドを、Enishi の入手元に知らせてください。原稿や名前は添えなくてかまいません。",
        "The program failed ({kind} at {place}, version {version}). site/ is as it was.\n"
        "  Please report the line above, and the command, where you got Enishi from. "
        "Leave names and texts out.",
    ),
}
