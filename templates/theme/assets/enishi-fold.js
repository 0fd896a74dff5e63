/*
 * One form for all that a reader takes for the same: width, case, kana, accents, old forms of kanji.
 * What can be found was folded by the generator in the same way (readings.py); a test compares.
 */
const STROKES = { đ: "d", ø: "o", ł: "l", ß: "ss", æ: "ae", œ: "oe", ς: "σ" };
const OLD_FORMS =
    "高髙 崎﨑嵜 辺邊邉 斉斎齋齊 浜濱濵 広廣 沢澤 国國 竜龍 滝瀧 桜櫻 島嶋嶌 曽曾 真眞 条條 恵惠 栄榮 " +
    "徳德 礼禮 与與 実實 円圓 寿壽 学學 宝寶 将將 晋晉 槙槇 楽樂 横橫 歩步 毎每 渕淵 浅淺 渓溪 瀬瀨 " +
    "為爲 狭狹 穂穗 県縣 聡聰 台臺 万萬 蔵藏 芸藝 蛍螢 衛衞 豊豐 頼賴 遥遙 郷鄕 鉄鐵 関關 静靜 顕顯 " +
    "駅驛 鴎鷗 塩鹽 麦麥 黒黑 吉𠮷 桑桒 館舘 峰峯 岳嶽 巌巖 仏佛 来來 児兒 富冨 剣劍劔 励勵 区區 単單 " +
    "厳嚴 団團 尭堯 奥奧 寛寬 専專 応應 恋戀 拝拜 収收 数數 昼晝 会會 帰歸 気氣 満滿 渋澁 焼燒 発發 " +
    "稲稻 経經 総總 縁緣 絵繪 聴聽 旧舊 荘莊 薫薰 薬藥 処處 覚覺 観觀 誉譽 読讀 変變 売賣 転轉 医醫 " +
    "鎮鎭 随隨 雑雜 霊靈 験驗 体體 点點 党黨 歯齒 齢齡 亀龜 ";
const known = new Map(Object.entries(STROKES));
for (const [form, ...old] of OLD_FORMS.trim().split(" ").map((forms) => [...forms])) {
  for (const letter of old) known.set(letter, form);
}
const UNEVEN = /[^\x00-\x7f、。「」ぁ-ゖー]/gu;

const one = (letter) => {
  let form = known.get(letter);
  if (form === undefined) {
    form = letter.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFKC").toLowerCase()
      .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
      .replace(/[đøłßæœς]/g, (stroked) => STROKES[stroked]);
    known.set(letter, form);
  }
  return form;
};

export const folded = (text) => text.normalize("NFKC").toLowerCase().replace(UNEVEN, one);
