"""Counted phrases all the way: written once by an author, said by every language's own rule in the mail."""

import re
from dataclasses import replace

import pytest

from newsletter.i18n.digits import Digits
from newsletter.i18n.formats import Conventions
from newsletter.i18n.locale import Locale
from newsletter.newsroom import create
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.po.writer import catalogue_text
from newsletter.publishing.preview import write_previews
from newsletter.publishing.pseudo_preview import ALL_KINDS, write_pseudo_previews
from newsletter.translation.workflows.check import check_catalogues
from newsletter.translation.workflows.exchange import (
    ExchangeFormat,
    ExportOrder,
    export_catalogues,
    import_file,
)
from newsletter.translation.workflows.suggest import SuggestionOrder, fill, suggest
from newsletter.translation.workflows.update_catalogues import (
    compile_catalogues,
    extract_templates,
    update_catalogues,
)

EN, PL, AR = (Locale(tag) for tag in ("en", "pl", "ar"))
ARTICLE, EDITION = "article-first-article", "edition-first-edition"
COUNTS = """\
counts:
  seats: {n: 12, one: "{n} seat is left", other: "{n} seats are left"}
  days:
    n: 3
    one: one day
    other: "{n} days"
"""
ARTICLE_TEXT = f"""\
---
title: "Congress: {{seats}}"
summary: Registration ends in {{days}}.
language: en
{COUNTS}---
Hurry: **{{seats}}** in [the hall](https://www.example.org/{{seats}}), says `{{seats}}`.
"""
EDITION_TEXT = """\
---
subject: "{name}, {seats}"
preheader: "News of {seats}"
greeting: Dear {name},
language: en
articles: [first-article]
counts: {seats: {n: 12, one: "{n} seat is left", other: "{n} seats are left"}}
---
Still: {seats}.
"""
HURRY = "Hurry: **{seats}** in [the hall](https://www.example.org/{seats}), says `{seats}`."
POLISH = {
    "Congress: {seats}": ["Kongres: {seats}"],
    "Registration ends in {days}.": ["Rejestracja kończy się za {days}."],
    HURRY: ["Szybko: w [tej sali](https://www.example.org/{seats}) **{seats}**, mówi `{seats}`."],
    "{n} seat is left": ["zostało {n} miejsce", "zostały {n} miejsca", "zostało {n} miejsc"],
    "one day": ["jeden dzień", "{n} dni", "{n} dni"],
    "{name}, {seats}": ["{name}, {seats}"],
    "News of {seats}": ["Wiadomość: {seats}"],
    "Dear {name},": ["Witaj, {name},"],
    "Still: {seats}.": ["Wciąż {seats}."],
}
ARABIC = {
    "Congress: {seats}": ["المؤتمر: {seats}"],
    "Registration ends in {days}.": ["ينتهي التسجيل خلال {days}."],
    HURRY: ["أسرعوا: **{seats}** في [القاعة](https://www.example.org/{seats})، يقول `{seats}`."],
    "{n} seat is left": [
        "لم يبق أي مقعد",
        "بقي مقعد واحد",
        "بقي مقعدان",
        "بقيت {n} مقاعد",
        "بقي {n} مقعدًا",
        "بقي {n} مقعد",
    ],
    "one day": ["أقل من يوم", "يوم واحد", "يومين", "{n} أيام", "{n} يومًا", "{n} يوم"],
    "{name}, {seats}": ["{name}، {seats}"],
    "News of {seats}": ["خبر: {seats}"],
    "Dear {name},": ["مرحبًا {name}،"],
    "Still: {seats}.": ["لا يزال: {seats}."],
}


@pytest.fixture
def folder(tmp_path):
    """A newsroom in English, Polish and Arabic, the latter with its own digits; nothing is translated."""
    plain = create.plain_newsroom(name="Polycentra", language=EN, languages=(EN, PL, AR))
    native = replace(plain, conventions={AR: Conventions(digits=Digits.NATIVE)})
    create.init(tmp_path / "newsroom", newsroom=native, today="2026-11-24")
    found = NewsroomFolder(tmp_path / "newsroom")
    found.write("articles/first-article.md", ARTICLE_TEXT)
    found.write("editions/first-edition.md", EDITION_TEXT)
    update_catalogues(found)
    return found


def translate(folder, locale, words, *domains):
    """Translate these domains; of what there are no words for, the text between marks."""
    for domain in domains:
        catalogue = folder.catalogue(locale, domain)
        entries = [
            replace(
                entry,
                translations=tuple(words.get(entry.text, [f"«{entry.text}»"] * len(entry.translations))),
            )
            for entry in catalogue.entries
        ]
        folder.write(catalogue.path, catalogue_text(replace(catalogue, entries=tuple(entries))))


@pytest.fixture
def translated(folder):
    """The same newsroom, wholly translated."""
    translate(folder, PL, POLISH, ARTICLE, EDITION, "interface")
    translate(folder, AR, ARABIC, ARTICLE, EDITION)
    return folder


def mails(folder, out, *locales):
    """Return the previews of the edition by language."""
    made = write_previews(folder, "first-edition", out=out, locales=locales, on_progress=lambda *_: None)
    return {str(one.gate.locale): one for one in made}


class TestTheMail:
    """Both parts say the phrase as the language does."""

    @pytest.mark.parametrize(
        ("tag", "subject", "phrases"),
        [
            (
                "en",
                "12 seats are left",
                ("Congress: 12 seats are left", "ends in 3 days.", "Still: 12 seats"),
            ),
            ("pl", "zostało 12 miejsc", ("Kongres: zostało 12 miejsc", "za 3 dni.", "Wciąż zostało 12")),
            ("ar", "بقي ١٢ مقعدًا", ("المؤتمر: بقي ١٢ مقعدًا", "خلال ٣ أيام", "لا يزال: بقي ١٢")),
        ],
        ids=["English by CLDR", "Polish: many and few", "Arabic: many and few, in its own digits"],
    )
    def test_the_right_form_in_the_right_digits(self, translated, tmp_path, tag, subject, phrases):
        """In the subject, titles, summaries, opening words and the article; no brace is left but in code."""
        mail = mails(translated, tmp_path)[tag]

        html, text = mail.html.read_text(encoding="utf-8"), mail.text.read_text(encoding="utf-8")
        assert (mail.gate.is_open, mail.gate.fell_back) == (True, ())
        assert mail.subject.endswith(subject)
        assert all(phrase in html for phrase in phrases)
        assert all(phrase in text for phrase in phrases)
        assert f"<strong>{subject}</strong>" in html
        without_code = re.sub(r"<code.*?</code>", "", html, flags=re.DOTALL)
        assert "%7Bseats%7D" in without_code
        assert "{seats}" not in without_code
        assert "{days}" not in text

    def test_an_article_that_falls_back_counts_in_its_own_language(self, translated, tmp_path):
        """One form is missing: the whole article stands in English, with English digits."""
        translate(translated, AR, {**ARABIC, "one day": ["", "", "", "", "", ""]}, ARTICLE)
        translated.write("articles/other.md", "---\ntitle: Other\nsummary: Short\nlanguage: ar\n---\n")
        translated.write(
            "editions/first-edition.md", EDITION_TEXT.replace("[first-article]", "[first-article, other]")
        )

        mail = mails(translated, tmp_path, AR)["ar"]

        text = mail.text.read_text(encoding="utf-8")
        assert mail.gate.fell_back == ("first-article",)
        assert "Congress: 12 seats are left" in text
        assert "لا يزال: بقي ١٢ مقعدًا" in text

    def test_the_same_newsroom_makes_the_same_bytes(self, translated, tmp_path):
        """As ever."""
        once = mails(translated, tmp_path / "a", PL)["pl"].html.read_bytes()

        assert mails(translated, tmp_path / "b", PL)["pl"].html.read_bytes() == once

    def test_made_up_languages_count_too(self, folder, tmp_path):
        """The phrase between its brackets, inside those of the sentence."""
        made = write_pseudo_previews(
            folder, "first-edition", kinds=ALL_KINDS, out=tmp_path, on_progress=lambda *_: None
        )

        assert [one.gate.is_open for one in made] == [True, True]
        for preview in made:
            text = preview.text.read_text(encoding="utf-8")
            assert re.search(r"⟦[^⟦⟧]*⟦(?:12|١٢) [^⟦⟧]*⟧", text)
            assert "{days}" not in text


class TestTheCatalogues:
    """Translators get one message with all forms of their language, by every way there is."""

    def test_the_template_has_singular_and_plural(self, folder):
        """Told which number it is, and where it stands."""
        extract_templates(folder)

        template = (folder.root / "locales/article-first-article.pot").read_text(encoding="utf-8")
        _, found = template.split("#. Counted phrase", 1)
        assert "Stands for {seats}; the number is 12 this time\n" in found
        assert "#: articles/first-article.md:6\n" in found
        assert "#, python-brace-format\n" in found
        assert 'msgctxt "count"\nmsgid "{n} seat is left"\nmsgid_plural "{n} seats are left"\n' in found

    def test_a_translation_without_the_phrase_is_a_fault(self, translated):
        """Of the sentence; and of a form that has lost its number."""
        before = check_catalogues(translated, locales=[PL], edition="first-edition")
        broken = {**POLISH, "Congress: {seats}": ["Kongres"], "one day": ["jeden dzień", "dni", "dni"]}
        translate(translated, PL, broken, ARTICLE)

        report = check_catalogues(translated, locales=[PL], edition="first-edition")

        found = [one for file in report.files for one in file.findings if one.check == "placeholders"]
        assert before.blocking_count == 0
        assert [one.what for one in found] == ["{seats} is missing", "{n} is missing", "{n} is missing"]

    @pytest.mark.parametrize("file_format", list(ExchangeFormat))
    @pytest.mark.parametrize("locale", [PL, AR], ids=str)
    def test_a_translators_file_brings_them_back(self, translated, tmp_path, locale, file_format):
        """Every form, as it was."""
        out = tmp_path / ("out.zip" if file_format is ExchangeFormat.PO else "out.xlf")
        order = ExportOrder(locale=locale, file_format=file_format, edition="first-edition")
        export_catalogues(translated, order, out=out)
        whole = translated.catalogue(locale, ARTICLE)
        empty = [replace(one, translations=("",) * len(one.translations)) for one in whole.entries]
        translated.write(whole.path, catalogue_text(replace(whole, entries=tuple(empty))))

        import_file(translated, out, locale=None)

        words = POLISH if locale == PL else ARABIC
        returned = translated.catalogue(locale, ARTICLE).entries_by_key["count", "{n} seat is left"]
        assert list(returned.translations) == words["{n} seat is left"]

    def test_the_memory_remembers_all_forms(self, folder):
        """From one text to the next."""
        translate(folder, PL, POLISH, EDITION)

        changed = fill(folder, suggest(folder, SuggestionOrder(locale=PL)), locale=PL)

        remembered = folder.catalogue(PL, ARTICLE).entries_by_key["count", "{n} seat is left"]
        assert folder.catalogue_path(PL, ARTICLE) in changed
        assert list(remembered.translations) == POLISH["{n} seat is left"]

    def test_another_number_needs_no_translator(self, translated, tmp_path):
        """The author counts again, the mail says the other form."""
        text = ARTICLE_TEXT.replace("n: 12", "n: 22")
        translated.write("articles/first-article.md", text)
        update_catalogues(translated)

        assert "Kongres: zostały 22 miejsca" in mails(translated, tmp_path)["pl"].text.read_text("utf-8")
        assert compile_catalogues(translated)
