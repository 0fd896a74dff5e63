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
    "program-fault": (
        "プログラムの不具合で止まりました({kind}、{place}、版 {version})。site/ はそのままです。\n"
        "  上の一行と、打ったコマンドを、Enishi の入手元に知らせてください。原稿や名前は添えなくてかまいません。",
        "The program failed ({kind} at {place}, version {version}). site/ is as it was.\n"
        "  Please report the line above, and the command, where you got Enishi from. "
        "Leave names and texts out.",
    ),
}
