// What ICU says about calendars, as Node.js has it: run with Node.js 20 or later that has full ICU.
//
//   node oracle.mjs > golden.json    what test_calendars.py and test_conventions.py compare with

import { createHash } from "node:crypto";

const CALENDARS = [
  "persian", "islamic-umalqura", "islamic-civil", "hebrew", "buddhist", "japanese", "roc", "ethiopic",
  "coptic", "indian",
];
const DAY_MS = 864e5;

const dates = (tag, calendar) => new Intl.DateTimeFormat(
  `${tag}-u-ca-${calendar}`, { dateStyle: "long", timeZone: "UTC" });
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

process.stdout.write(`${JSON.stringify(golden(), null, 0)}\n`);
