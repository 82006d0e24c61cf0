"""A catalogue is believed only when its header, its plurals and its entries hold together."""

import pytest

from newsletter.errors import TranslationError
from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file

PATH = "locales/fr/LC_MESSAGES/article-congress.po"
CONTENT_TYPE = "Content-Type: text/plain; charset=UTF-8\\n"
TWO_FORMS = "Plural-Forms: nplurals=2; plural=(n > 1);\\n"


def po(*entries, header=CONTENT_TYPE):
    """Return a PO file's bytes: a header of three lines, then entries from line 4 on."""
    return "\n".join([f'msgid ""\nmsgstr "{header}"\n', *entries]).encode()


def read(data, tag="fr"):
    """Read a catalogue of a locale."""
    return read_catalogue_file(data, path=PATH, locale=Locale.parse(tag))


def faults_of(data, tag="fr"):
    """Return what is wrong with a file, as (line, what)."""
    with pytest.raises(TranslationError) as refused:
        read(data, tag)
    assert all(fault.remedy for fault in refused.value.faults)
    return [(fault.where.removeprefix(f"{PATH}:"), fault.what) for fault in refused.value.faults]


PLURAL = 'msgid "{n} city"\nmsgid_plural "{n} cities"\nmsgstr[0] "{n} ville"\nmsgstr[1] "{n} villes"\n'
SINGLE = 'msgid "a"\nmsgstr "b"\n'
FILES = [
    # file   faults   why
    (b"", [("1", "the header is missing")], "an empty file"),
    (SINGLE.encode(), [("1", "the header is missing")], "no header"),
    (b'msgctxt "x"\nmsgid ""\nmsgstr "y"\n', [("1", "the header is missing")], "only one with a context"),
    (
        po(SINGLE, 'msgid "a"\nmsgstr "b"\n'),
        [("7", "'a' stands already on line 4, with the same translation")],
        "the same twice",
    ),
    (
        po(SINGLE, 'msgid "a"\nmsgstr "c"\n'),
        [("7", "'a' stands already on line 4, with another translation")],
        "a contradiction",
    ),
    (
        po(SINGLE, '#~ msgid "a"\n#~ msgstr "b"\n'),
        [("7", "'a' stands already on line 4, with the same translation")],
        "once obsolete, once not",
    ),
    (
        po(
            'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "c"\n',
            SINGLE,
            header=CONTENT_TYPE + TWO_FORMS,
        ),
        [("9", "'a' stands already on line 4, with another translation")],
        "once with a plural, once without",
    ),
    (
        po() + po(),
        [("3", "the header stands already on line 1, with the same translation")],
        "two headers",
    ),
    (
        po(PLURAL),
        [("1", "the header has no Plural-Forms, but the message on line 4 has a plural")],
        "plurals without a rule",
    ),
    (
        po(PLURAL, header=CONTENT_TYPE + "Plural-Forms: nplurals=3; plural=n%3;\\n"),
        [("4", "the message has 2 msgstr, but nplurals is 3")],
        "a form too few",
    ),
    (
        po(PLURAL, header=CONTENT_TYPE + "Plural-Forms: nplurals=1; plural=0;\\n"),
        [("4", "the message has 2 msgstr, but nplurals is 1")],
        "a form too many",
    ),
    (
        po(header=CONTENT_TYPE + "Plural-Forms: nplurals=2; plural=n%0;\\n"),
        [("1", "the plural expression divides by zero for n=0")],
        "a rule that fails, though nothing counts",
    ),
    (
        po(header=CONTENT_TYPE + "Language: de\\n"),
        [("1", "the header says Language: de, but the file is in the folder of fr")],
        "another language",
    ),
    (
        po(header=CONTENT_TYPE + "Language: sr_Latn\\n"),
        [("1", "the header says Language: sr_Latn, but the file is in the folder of fr")],
        "another language in another script",
    ),
    (
        po(header=CONTENT_TYPE + "Language: francais_de_france\\n"),
        [("1", "the header's Language is wrong: ")],
        "a language that is none",
    ),
    (
        po(header=CONTENT_TYPE + "#-#-#-#-#  fr.po  #-#-#-#-#\\n"),
        [("1", "the header line '#-#-#-#-#  fr.po  #-#-#-#-#' is no field")],
        "msgcat's mark of two headers joined",
    ),
    (
        po(header=CONTENT_TYPE + "Language: fr\\nlanguage: de\\n"),
        [("1", "the header has two values for language")],
        "a field contradicts itself",
    ),
    (
        f'#~ msgid ""\n#~ msgstr "{CONTENT_TYPE}"\n'.encode(),
        [("1", "the header is obsolete")],
        "an obsolete header",
    ),
    (
        po('msgid "a\nmsgstr "b"\n', PLURAL, header=CONTENT_TYPE + "Language: de\\n"),
        [
            ("1", "the header says Language: de"),
            ("1", "the header has no Plural-Forms"),
            ("4", "the quote that opens"),
        ],
        "syntax, header and plurals at once, in the order of the file",
    ),
    (
        f'msgid ""\nmsgstr "{CONTENT_TYPE}\n{SINGLE}'.encode(),
        [("2", "the quote that opens")],
        "a header that cannot be read is not also called missing",
    ),
]


@pytest.mark.parametrize(("data", "expected"), [row[:2] for row in FILES], ids=[row[2] for row in FILES])
def test_a_file_that_contradicts_itself_is_refused(data, expected):
    """The faults are those of the table, in its order, and no others."""
    found = faults_of(data)

    assert [line for line, _ in found] == [line for line, _ in expected]
    assert all(part in what for (_, what), (_, part) in zip(found, expected, strict=True))


@pytest.mark.parametrize(
    ("tag", "declared"),
    [
        ("zh-Hans", "zh_Hans"),
        ("zh_Hans", "zh-hans"),
        ("pt-BR", "pt_BR"),
        ("he", "iw"),
        ("sr-Latn", "sr@latin"),
        ("fr", ""),
        ("fr", "fr_FR"),
        ("pt", "pt_PT"),
    ],
)
def test_a_language_may_be_spelled_in_any_way(tag, declared):
    """Header and folder are compared as locales; a header may also leave it open."""
    assert read(po(header=f"{CONTENT_TYPE}Language: {declared}\\n"), tag).language == str(Locale.parse(tag))


def test_a_header_may_say_the_same_twice():
    """A field that is repeated with the same value contradicts nothing."""
    header = CONTENT_TYPE + "Language: fr\\nLanguage: fr\\n\\n"

    assert read(po(header=header)).header["Language"] == "fr"


class TestReaders:
    """Readers see what a person has translated and confirmed, and nothing else."""

    CATALOGUE = po(
        'msgctxt "title"\nmsgid "City"\nmsgstr "Ville"\n',
        'msgid "City"\nmsgstr "Cité"\n',
        'msgid "Untranslated"\nmsgstr ""\n',
        '#, fuzzy\nmsgid "Fuzzy"\nmsgstr "Flou"\n',
        '#~ msgid "Obsolete"\n#~ msgstr "Vieux"\n',
        'msgctxt "menu"\nmsgid ""\nmsgstr "Rien"\n',
        PLURAL,
        'msgid "{n} list"\nmsgid_plural "{n} lists"\nmsgstr[0] "{n} liste"\nmsgstr[1] ""\n',
        header=CONTENT_TYPE + "plural-forms: nplurals=2; plural=(n > 1);\\n",
    )

    @pytest.mark.parametrize(
        ("context", "text", "expected"),
        [
            ("title", "City", "Ville"),
            ("", "City", "Cité"),
            (None, "City", "Cité"),
            ("subject", "City", None),
            ("", "Untranslated", None),
            ("", "Fuzzy", None),
            ("", "Obsolete", None),
            ("", "Missing", None),
            ("", "", None),
            (None, "", None),
            ("menu", "", None),
            ("", "{n} city", "{n} ville"),
            ("", "{n} list", None),
        ],
    )
    def test_translation(self, context, text, expected):
        """Empty, fuzzy, obsolete and half translations are none; nor is the header one for ""."""
        assert read(self.CATALOGUE).translation(context, text) == expected

    @pytest.mark.parametrize(("n", "expected"), [(0, "{n} ville"), (1, "{n} ville"), (2, "{n} villes")])
    def test_plural(self, n, expected):
        """The catalogue's own rule decides, under whatever case its field has."""
        assert read(self.CATALOGUE).plural("", "{n} city", n) == expected

    @pytest.mark.parametrize("text", ["{n} list", "City", "Missing", ""])
    def test_no_plural(self, text):
        """What has no complete plural translation has none at all."""
        assert read(self.CATALOGUE).plural("", text, 2) is None

    def test_one_is_not_always_the_first_form(self):
        """A message that counts, asked for without a number, is given for one."""
        rule = "Plural-Forms: nplurals=2; plural=(n == 1);\\n"

        assert read(po(PLURAL, header=CONTENT_TYPE + rule)).translation("", "{n} city") == "{n} villes"

    def test_the_header_is_kept_apart(self):
        """The header is no message, and its fields are there to be read."""
        catalogue = read(self.CATALOGUE)

        assert len(catalogue.entries) == 8
        assert catalogue.header["Content-Type"] == "text/plain; charset=UTF-8"
        assert catalogue.path == PATH


def test_a_catalogue_without_plurals_has_no_rule():
    """Nobody asks for a rule where nothing counts."""
    assert read(po(SINGLE)).plural_forms is None
