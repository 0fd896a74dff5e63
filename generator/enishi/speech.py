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
        "→ サイトを作り直せませんでした。前の site/ のままです。上を直して、enishi forget {id} をもう一度どうぞ。",
        "→ The site could not be built anew; the old one still stands. Mend the above, then: enishi forget {id}",
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
    "program-fault": (
        "プログラムの不具合で止まりました({kind}、{place}、版 {version})。site/ はそのままです。\n"
        "  上の一行と、打ったコマンドを、Enishi の入手元に知らせてください。原稿や名前は添えなくてかまいません。",
        "The program failed ({kind} at {place}, version {version}). site/ is as it was.\n"
        "  Please report the line above, and the command, where you got Enishi from. "
        "Leave names and texts out.",
    ),
}
