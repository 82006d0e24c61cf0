// What ICU says about calendars, as Node.js has it: run with Node.js 20 or later that has full ICU.
//
//   node oracle.mjs golden > golden.json    what test_calendars.py and test_conventions.py compare with
//   node oracle.mjs order > order.json      what test_collation.py compares with
//   node oracle.mjs words                   what write_words.py makes content/conventions/calendar_words of
//   node oracle.mjs umalqura                the month lengths of newsletter/i18n/umm_al_qura.py

import { createHash } from "node:crypto";

const CALENDARS = [
  "persian", "islamic-umalqura", "islamic-civil", "hebrew", "buddhist", "japanese", "roc", "ethiopic",
  "coptic", "indian",
];
const DAY_MS = 864e5;

// ICU names months in this order; Hebrew has both Adars of a leap year, and Adar of the others.
const HEBREW = ["Tishri", "Heshvan", "Kislev", "Tevet", "Shevat", "Adar I", "Adar", "Adar II", "Nisan",
  "Iyar", "Sivan", "Tamuz", "Av", "Elul"];

const dates = (tag, calendar, digits) => new Intl.DateTimeFormat(
  `${tag}-u-ca-${calendar}${digits ? `-nu-${digits}` : ""}`, { dateStyle: "long", timeZone: "UTC" });
const day = text => new Date(`${text}T00:00:00Z`);
const part = (parts, type) => parts.find(found => found.type === type)?.value ?? "";
// Not `format`: V8 replaces CLDR's narrow no-break spaces there.
const whole = parts => parts.map(found => found.value).join("");
const versions = { node: process.versions.node, icu: process.versions.icu, cldr: process.versions.cldr };

const GOLDEN_LOCALES = [
  "am", "ar", "ar-EG", "ar-MA", "ar-SA", "bn", "ca", "ckb", "cs", "de", "el", "en", "en-GB", "es", "es-MX",
  "eu", "fa", "fi", "fr", "fr-CA", "gu", "he", "hi", "hu", "id", "it", "ja", "ka", "km", "ko", "lt", "lv",
  "mr", "ms", "my", "ne", "nl", "pa", "pl", "ps", "pt", "pt-PT", "ro", "ru", "si", "sr", "sr-Latn", "sv",
  "sw", "ta", "te", "th", "tr", "uk", "ur", "uz", "uz-Arab", "vi", "yi", "zh", "zh-HK", "zh-TW", "zu",
];
// In every locale: a leap day, a first, a year's end, a leap Adar, a month that few languages know.
const GOLDEN_DAYS = ["2019-12-31", "2024-02-29", "2026-12-01", "2027-03-10", "2028-09-06"];
// In one: changes of era, leap days and what follows them, New Year of each calendar, the far end.
const EDGES = [
  "1873-01-01", "1912-01-01", "1912-07-29", "1912-07-30", "1926-12-24", "1926-12-25", "1989-01-07",
  "1989-01-08", "2000-02-29", "2019-04-30", "2019-05-01", "2020-01-01", "2024-02-29", "2024-03-19",
  "2024-03-20", "2024-03-24", "2024-09-11", "2025-03-20", "2025-03-21", "2026-06-16", "2027-09-11",
  "2027-09-12", "2028-03-21", "2077-11-16", "2077-11-17", "2100-03-01", "2170-01-01",
];

function golden() {
  const found = {};
  for (const calendar of ["gregory", ...CALENDARS]) {
    found[calendar] = {};
    for (const tag of GOLDEN_LOCALES) {
      const writer = dates(tag, calendar);
      found[calendar][tag] = GOLDEN_DAYS.map(text => whole(writer.formatToParts(day(text))));
    }
  }
  const reckoned = {}, digests = {};
  for (const calendar of CALENDARS) {
    const writer = new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`,
      { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" });
    const said = at => ["year", "month", "day"].map(type => part(writer.formatToParts(at), type)).join(" ");
    reckoned[calendar] = Object.fromEntries(EDGES.map(text => [text, said(day(text))]));
    const every = createHash("sha256");
    for (let at = Date.UTC(1912, 0, 1); at < Date.UTC(2112, 0, 1); at += DAY_MS) every.update(`${said(at)}\n`);
    digests[calendar] = every.digest("hex");
  }
  const numbers = {};
  for (const tag of GOLDEN_LOCALES) {
    numbers[tag] = [0, 7, 999, 1234, 12345, 1234567].map(n => new Intl.NumberFormat(tag).format(n));
  }
  const lists = {};
  for (const tag of GOLDEN_LOCALES) {
    lists[tag] = [1, 2, 3, 4].map(n => new Intl.ListFormat(tag).format(["A", "B", "C", "D"].slice(0, n)));
  }
  return { versions, days: GOLDEN_DAYS, dates: found, reckoned, digests, numbers, lists };
}

// TAGS: a JSON list of the tags that Babel knows; write_words.py sets it.
function words() {
  const known = Intl.DateTimeFormat.supportedLocalesOf(JSON.parse(process.env.TAGS))
    .filter(tag => !tag.includes("-u-"));
  const spread = [];
  for (let at = Date.UTC(2023, 8, 1); at < Date.UTC(2025, 9, 1); at += 2 * DAY_MS) spread.push(at);
  const eras = ["1880-01-01", "1920-01-01", "1950-01-01", "2000-01-01", "2026-01-01"].map(day);
  const found = {};
  for (const calendar of CALENDARS) {
    const order = monthOf(calendar);
    found[calendar] = {};
    for (const tag of known) {
      const writer = dates(tag, calendar, "latn");
      const months = [], patterns = new Set();
      for (const at of spread) {
        const parts = writer.formatToParts(at);
        months[order(at)] = part(parts, "month");
        patterns.add(patternOf(parts));
      }
      found[calendar][tag] = {
        months, patterns: [...patterns], eras: eras.map(at => part(writer.formatToParts(at), "era")),
      };
    }
  }
  return { versions, found };
}

function monthOf(calendar) {
  const style = calendar === "hebrew" ? "long" : "numeric";
  const writer = new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, { month: style, timeZone: "UTC" });
  return at => {
    const month = part(writer.formatToParts(at), "month");
    return calendar === "hebrew" ? HEBREW.indexOf(month) : Number(month) - 1;
  };
}

function patternOf(parts) {
  return parts.map(({ type, value }) => ({
    day: /^0\d$/.test(value) ? "{dd}" : "{d}",
    month: /^0\d$/.test(value) ? "{mm}" : /^\d+$/.test(value) ? "{m}" : "{M}",
    year: "{y}",
    era: "{G}",
  })[type] ?? value).join("");
}

function umalqura() {
  const writer = new Intl.DateTimeFormat("en-u-ca-islamic-umalqura-nu-latn",
    { year: "numeric", month: "numeric", day: "numeric", timeZone: "UTC" });
  const long = {};
  let before = null;
  for (let at = Date.UTC(1882, 10, 12); at < Date.UTC(2174, 10, 28); at += DAY_MS) {
    const parts = writer.formatToParts(at);
    const [y, m, d] = ["year", "month", "day"].map(type => Number(part(parts, type)));
    if (d === 1 && before) (long[before.y] ??= []).push(before.d === 30 ? 1 : 0);
    if (d === 1 && y === 1300 && m === 1) long.start = new Date(at).toISOString().slice(0, 10);
    before = { y, m, d };
  }
  return long;
}

const LETTERS = {
  sv: "ö å ä z y v w a o é e", da: "å ø æ z y aa a v w", nb: "å ø æ z aa a", fi: "ö ä å z v w a",
  de: "ö ä ü ß ss z o a u oe ae", es: "ñ n o ll l ch c nz nb", cs: "č c ch h i ř r š s ž z á a",
  sk: "č c ch h i ä a ô o š s ž z", hr: "č ć c dž d đ lj l nj n š s ž z", pl: "ą a ć c ę e ł l ń n ó o ś s ź ż z",
  hu: "cs c dzs dz d gy g ly l ny n sz s ty t zs z ö o ő ü u ű é e", lt: "č c š s ž z y i į j ą a ė e",
  lv: "č c ģ g ķ k ļ l ņ n š s ž z ā a", et: "š s z ž t õ ä ö ü u v w x y", tr: "ç c ğ g ı i h j ö o ş s ü u",
  az: "ç c ə e ğ g x h i ı q k ö o ş s ü u", ro: "ă â a b î i j ș s t ț z", is: "á a ð d é e þ z æ ö y ý",
  cy: "ch c d dd e f ff g ng h l ll m p ph r rh s t th u", vi: "ă â a đ d ê e ô ơ o ư u",
  sq: "ç c dh d ë e gj g ll l nj n rr r sh s th t xh x zh z", ca: "l·l ll l ç c à a", eo: "ĉ c ĝ g ĥ h ĵ j ŝ s ŭ u",
  ru: "ё е ж й и к я а", uk: "ґ г д є е ж і ї й и ь ю я", be: "і й ў у г ґ ё е", bg: "а б ъ ь ю я",
  sr: "ђ д е ј и ж љ л њ н ћ т у џ ч", kk: "ә а ғ г қ к ң н ө о ұ ү у һ х і и", mk: "ѓ г д ѕ з ј ќ к љ л",
  el: "ά α β ω ώ ο ό ς σ τ", ar: "ب ا أ إ آ ت ة ث ي ى ه و ك", fa: "پ ب ت ث ج چ ح ز ژ س ک گ ل و ه ی ا آ",
  ur: "پ ب ت ٹ ث چ ج ڈ د ڑ ر ژ ز ک گ ل ں ن و ہ ھ ی ے", he: "ב א ך כ ל ם מ ת", hi: "ख क ग अ आ इ ई ऑ ह ज्ञ",
  th: "เก กา แก โข ขา ไค คา ะ", ko: "나 가 다 하 각 간", ja: "か が き カ ガ あ ア い 一 亜 東 京",
  zh: "中文 英语 法语 阿拉伯语 德语 西班牙语 葡萄牙语 俄语 日语 韩语 希伯来语 印地语 波斯语",
  "zh-Hant": "中文 英文 法文 阿拉伯文 德文 西班牙文 葡萄牙文 俄文 日文 韓文 波斯文",
};
const NAMED = ["ar", "bn", "ca", "cs", "da", "de", "el", "en", "es", "eu", "fa", "fi", "fr", "gu", "he", "hi",
  "hr", "hu", "id", "it", "ja", "ka", "ko", "ms", "nl", "pl", "pt", "ro", "ru", "sr", "sv", "sw", "ta", "th",
  "tr", "uk", "ur", "vi", "zh-Hans", "zh-Hant"];

function order() {
  const found = {};
  for (const tag of new Set([...Object.keys(LETTERS), ...NAMED, "hy", "ka", "bn", "ta", "am"])) {
    const collator = new Intl.Collator(tag), names = new Intl.DisplayNames(tag, { type: "language" });
    found[tag] = {
      letters: (LETTERS[tag] ?? "").split(" ").filter(Boolean).sort(collator.compare),
      languages: NAMED.map(of => names.of(of)).sort(collator.compare),
    };
  }
  return { versions, found };
}

const what = { golden, words, umalqura, order }[process.argv[2]];
process.stdout.write(`${JSON.stringify(what(), null, 0)}\n`);
