// What ICU says about calendars, as Node.js has it: run with Node.js 20 or later that has full ICU.
//
//   node oracle.mjs golden > golden.json    what test_calendars.py and test_conventions.py compare with
//   node oracle.mjs words                   what write_words.py makes content/conventions/calendar_words of
//   node oracle.mjs umalqura                the month lengths of newsletter/content/conventions/umm_al_qura.py

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

const what = { golden, words, umalqura }[process.argv[2]];
process.stdout.write(`${JSON.stringify(what(), null, 0)}\n`);
