"""All checks over catalogues: what is looked at, what is switched off, what is mended."""

import pytest

from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.newsroom.glossary import Glossary, Term, with_kept_terms
from newsletter.po.catalogue import Catalogue
from newsletter.po.parser import CatalogueEntry
from newsletter.po.plural_forms import plural_forms_field
from newsletter.po.writer import catalogue_text
from newsletter.translation.checks.base import Severity
from newsletter.translation.checks.runner import CheckedSource, findings, inconsistencies, mended_catalogue
from newsletter.translation.checks.untranslated import is_copied_catalogue, untranslated_share

EN, FR, RU, AR = (Locale(tag) for tag in ("en", "fr", "ru", "ar"))
TWO = "nplurals=2; plural=(n > 1);"
RUSSIAN = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
)


def catalogue(*entries, locale=FR, path="fr.po", plural=TWO):
    """Return a catalogue with these entries."""
    header = CatalogueEntry(text="", translations=(f"Plural-Forms: {plural}\n" if plural else "",), line=1)
    return Catalogue(language=str(locale), path=path, header_entry=header, entries=entries)


def entry(text, *translations, **more):
    """Return an entry on line 7."""
    return CatalogueEntry(text=text, translations=translations, line=7, **more)


def codes(*entries, **more):
    """Return which checks find something in a catalogue of these entries."""
    return [one.check for one in findings([catalogue(*entries, **more)], source_locale=EN)]


class TestWhatIsChecked:
    """What readers may see, and nothing else."""

    def test_a_finding_says_where_what_and_how(self):
        """File and line of the entry, its key, and two sentences."""
        (found,) = findings([catalogue(entry("Hello {name}", "Bonjour", context="x"))], source_locale=EN)

        assert (found.path, found.line, found.key, found.check) == (
            "fr.po",
            7,
            ("x", "Hello {name}"),
            "placeholders",
        )
        assert found.severity is Severity.BLOCKS
        assert "{name} is missing" in found.what
        assert found.remedy

    @pytest.mark.parametrize(
        "one",
        [
            entry("Hello {name}", ""),
            entry("Hello {name}", "Bonjour", flags=("fuzzy",)),
            entry("Hello {name}", "Bonjour", obsolete=True),
        ],
        ids=["empty", "fuzzy", "obsolete"],
    )
    def test_what_no_reader_sees_is_not_checked(self, one):
        """It counts as missing already."""
        assert codes(one) == []

    def test_findings_come_by_file_and_line(self):
        """Whatever the order of the catalogues."""
        second = catalogue(CatalogueEntry(text="{a}", translations=("x",), line=9), path="b.po")
        first = catalogue(
            CatalogueEntry(text="{b}", translations=("x",), line=9),
            CatalogueEntry(text="{a}", translations=("y",), line=5),
            path="a.po",
        )

        found = findings([second, first], source_locale=EN)

        assert [(one.path, one.line) for one in found if one.check == "placeholders"] == [
            ("a.po", 5),
            ("a.po", 9),
            ("b.po", 9),
        ]


class TestSwitchingOff:
    """`#, ignore-<check>`."""

    def test_a_flag_switches_its_check_off_for_its_message(self):
        """And no other check."""
        assert codes(entry("In 2019 {n}", "En 2020", flags=("ignore-numbers",))) == ["placeholders"]

    @pytest.mark.parametrize(
        ("comment", "found"),
        [
            ("ignore-numbers", ["placeholders"]),
            (" ignore-numbers, ignore-placeholders ", []),
            ("We ignore-numbers here", ["placeholders", "numbers", "numbers"]),
        ],
        ids=["alone on its line", "several", "within a sentence it is no flag"],
    )
    def test_a_translator_s_comment_may_say_it_too(self, comment, found):
        """GNU's tools drop flags that they do not know; a comment survives them."""
        assert codes(entry("In 2019 {n}", "En 2020", comments=(comment,))) == found
        assert codes(entry("In 2019", "En 2020")) == ["numbers", "numbers"]

    def test_a_flag_that_names_no_check_is_a_warning(self):
        """A slip of the pen would switch nothing off, silently."""
        (found,) = findings(
            [catalogue(entry("A word", "Un mot", flags=("ignore-nubmers",)))], source_locale=EN
        )

        assert (found.check, found.severity) == ("unknown-ignore", Severity.WARNS)
        assert found.what == "ignore-nubmers names no check"
        assert "ignore-" in found.remedy

    def test_inconsistency_can_be_meant(self):
        """One word, two meanings."""
        one, two = (
            entry("Order", "Ordre"),
            entry("Order", "Commande", context="shop", flags=("ignore-inconsistent",)),
        )

        assert codes(one, two) == []


class TestPlurals:
    """Each form against the source form that it stands for."""

    @pytest.mark.parametrize(
        ("translations", "locale", "plural", "expected"),
        [
            (("un jour", "{n} jours"), FR, TWO, []),
            (("{n} jour", "{n} jours"), FR, TWO, []),
            (("{n} jour", "des jours"), FR, TWO, ["placeholders"]),
            (("{n} день", "{n} дня", "{n} дней"), RU, RUSSIAN, []),
            (("один день", "{n} дня", "{n} дней"), RU, RUSSIAN, ["placeholders"]),
            (("{n} jours",), FR, "nplurals=1; plural=0;", ["plural-expression"]),
            (("{n} jour",), FR, TWO, ["plural-count"]),
            (("{n} jour", "{n} jours"), FR, "", ["plural-expression"]),
            (("{n} dzień", "{n} dni"), Locale("pl"), TWO, ["plural-expression"]),
            (
                ("{n} dzień", "{n} dni", "{n} dni"),
                Locale("pl"),
                "nplurals=3; plural=n != 1;",
                ["plural-expression"],
            ),
            (("{n} יום", "{n} ימים"), Locale("he"), TWO, ["plural-expression"]),
            (("{n} jour", "{n} jours"), FR, "nplurals=2; plural=n/0;", ["plural-expression"]),
        ],
        ids=[
            "one may lack its number",
            "or have it",
            "many may not",
            "Russian",
            "one, 21 and 31 may not",
            "a rule that knows no plural where the language does",
            "a form is missing",
            "no rule",
            "a rule that fails",
            "another language's rule: 12 dni and 2 dni are two forms in Polish",
            "a form that the rule never gives",
            "the dual is lost: a warning, for some tools know no better",
        ],
    )
    def test_forms(self, translations, locale, plural, expected):
        """Each row says which checks speak."""
        one = CatalogueEntry(text="one day", plural="{n} days", translations=translations, line=7)

        assert codes(one, locale=locale, plural=plural) == expected

    def test_a_rule_that_is_too_coarse_is_a_warning_with_two_numbers_to_look_at(self):
        """What is said of them is grammar, not content: the mail may go out."""
        one = entry("{n} day", "{n} dzień", "{n} dni", plural="{n} days")

        (found,) = findings([catalogue(one, locale=Locale("pl"))], source_locale=EN)

        assert found.severity is Severity.WARNS
        assert "gives 0 and 1 one form, the language has two" in found.what

    def test_a_form_for_exactly_two_may_lack_its_number(self):
        """As the Arabic dual does."""
        forms = ("لا أيام", "يوم", "يومان", "{n} أيام", "{n} يوما", "{n} يوم")
        rule = plural_forms_field("ar")

        assert codes(entry("{n} day", *forms, plural="{n} days"), locale=AR, plural=rule) == []

    def test_the_form_is_named(self):
        """So that a fix goes to the right one."""
        one = entry("one day", "un jour", "{n} jours ", plural="{n} days")

        (found,) = findings([catalogue(one)], source_locale=EN)

        assert (found.form, found.fixed) == (1, "{n} jours")


class TestInconsistency:
    """One text, one translation."""

    def test_another_translation_further_down_is_told(self):
        """With the place of the first one, in whatever file."""
        one, two = (
            catalogue(entry("A city", "Une ville"), path="a.po"),
            catalogue(entry("A city", "Une cité"), path="b.po"),
        )

        (found,) = inconsistencies([one, two])

        assert (found.path, found.severity) == ("b.po", Severity.WARNS)
        assert "a.po:7" in found.what

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            (entry("Our plan", "Notre plan"), entry("Our plan", "notre plan.", context="x")),
            (entry("Ana", "Ana"), entry("Ana", "آنا", context="author")),
            (entry("Our plan", "Notre plan"), entry("Our plan", "Le plan", flags=("fuzzy",))),
        ],
        ids=["capitals and full stops", "authors", "what is not confirmed"],
    )
    def test_what_may_differ(self, first, second):
        """Each row is no fault."""
        assert inconsistencies([catalogue(first, second)]) == []

    def test_languages_are_not_compared(self):
        """Of course French differs from Arabic."""
        one, two = catalogue(entry("A city", "Une ville")), catalogue(entry("A city", "مدينة"), locale=AR)

        assert inconsistencies([one, two]) == []


class TestMending:
    """Safe fixes only, and none is left."""

    def test_what_is_mended_stays_mended(self):
        """A second run finds nothing more to mend."""
        one = catalogue(
            entry("Where are we?", " Où sommes-nous? "),
            entry("We all meet here.", "Nous nous rencontrons ici", context="b"),
            entry("Hello {name}", "Bonjour", context="c"),
        )

        better, done = mended_catalogue(one, CheckedSource(locale=EN))

        assert [found.check for found in done] == [
            "outer-space",
            "french-space",
            "sentence-end",
        ]
        assert [e.translations[0] for e in better.entries] == [
            "Où sommes-nous\u202f?",
            "Nous nous rencontrons ici.",
            "Bonjour",
        ]
        assert mended_catalogue(better, CheckedSource(locale=EN)) == (better, [])

    @pytest.mark.parametrize(
        ("text", "translation", "locale", "fixed"),
        [
            ("Did we meet?", "هل التقينا?", AR, "هل التقينا؟"),
            ("We all met.", "我们见面了.", Locale("zh-Hans"), "我们见面了。"),
            ("Where are we?", "Dónde estamos?", Locale("es"), "¿Dónde estamos?"),
            ("Well, where?", "Bueno, dónde?", Locale("es"), None),
            ("We met with **all**.", "Nous nous voyons **tous**", FR, "Nous nous voyons **tous**."),
            ("We met with “all”.", "Nous nous voyons « tous »", FR, None),
            ("We all met.", "Nous nous voyons!", FR, None),
            ("Really? We met.", "Vraiment ? `a?b`. Là?", FR, None),
            ("Yes (really).", "Oui (vraiment)", FR, None),
        ],
        ids=str,
    )
    def test_what_can_be_mended(self, text, translation, locale, fixed):
        """A form of a mark, a full stop after a word, an opening mark of one clause; no more."""
        found = findings(
            [catalogue(entry(text, translation, context="paragraph"), locale=locale)], source_locale=EN
        )

        assert found
        assert {one.fixed for one in found if one.check != "french-space"} == {fixed}

    def test_a_mended_catalogue_reads_back(self):
        """The text that is written is the catalogue that was meant."""
        text = f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: {TWO}\\n"\n\n'
        text += 'msgid "A word"\nmsgstr " Un mot"\n'
        before = read_catalogue_file(text.encode(), path="fr.po", locale=FR)

        better, _ = mended_catalogue(before, CheckedSource(locale=EN))
        again = read_catalogue_file(catalogue_text(better).encode(), path="fr.po", locale=FR)

        assert again.translation(None, "A word") == "Un mot"


class TestKeptNames:
    """The article's own list comes through the glossary."""

    GLOSSARY = Glossary((Term(source="plan", translations={FR: ("projet",)}, line=4),))

    def test_the_article_knows_better_than_the_newsroom(self):
        """What it keeps need not be said as the glossary says."""
        one = catalogue(entry("The plan", "Le plan"))

        by_newsroom = findings([one], source_locale=EN, glossary=self.GLOSSARY)
        by_article = findings([one], source_locale=EN, glossary=with_kept_terms(self.GLOSSARY, ["plan"]))

        assert [found.check for found in by_newsroom] == ["glossary"]
        assert "glossary.csv:4" in by_newsroom[0].what
        assert by_article == []

    def test_a_kept_name_may_be_transliterated_where_the_glossary_says_so(self):
        """Arabic readers know the name in their letters."""
        term = Term(source="Metropolis", is_kept=True, translations={AR: ("متروبوليس",)})
        glossary = Glossary((term,))
        one = catalogue(entry("By Metropolis", "من متروبوليس"), locale=AR)
        two = catalogue(entry("By Metropolis", "من العاصمة"), locale=AR)

        assert findings([one], source_locale=EN, glossary=glossary) == []
        assert [f.check for f in findings([two], source_locale=EN, glossary=glossary)] == ["kept-terms"]

    def test_a_source_without_spaces(self):
        """A Chinese term is found within its sentence."""
        glossary = Glossary((Term(source="气候计划", translations={FR: ("plan climat",)}),))
        one = catalogue(entry("我们的气候计划很好", "Notre projet est très bon"))

        found = findings([one], source_locale=Locale("zh-Hans"), glossary=glossary)

        assert "glossary" in [one.check for one in found]


class TestCopies:
    """A catalogue that repeats its source is no translation."""

    LONG = "All the cities of the region met here"

    def test_a_copy_is_recognised(self):
        """More than half of the longer messages are their source."""
        copied = catalogue(entry(self.LONG, self.LONG), entry("Contact", "Contact"))
        honest = catalogue(
            entry(self.LONG, "Toutes les villes de la région se sont réunies"), entry("News", "News")
        )

        assert (
            untranslated_share(copied, source_locale=EN),
            is_copied_catalogue(copied, source_locale=EN),
        ) == (
            1.0,
            True,
        )
        assert (
            untranslated_share(honest, source_locale=EN),
            is_copied_catalogue(honest, source_locale=EN),
        ) == (
            0.0,
            False,
        )

    def test_another_spelling_of_the_language_is_no_copy(self):
        """British and American English share most sentences."""
        same = catalogue(entry(self.LONG, self.LONG), locale=Locale("en-GB"))

        assert untranslated_share(same, source_locale=EN) == 0.0
        assert untranslated_share(catalogue(entry("A", "B")), source_locale=EN) == 0.0
