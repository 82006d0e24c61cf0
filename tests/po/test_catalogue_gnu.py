"""GNU gettext is the judge of what we write of PO files, and Python's reader of MO files."""

import gettext
import io
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from given_texts import updated_text
from newsletter.errors import Place
from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.po.entry_text import entry_text
from newsletter.po.mo import compile_catalogue, read_compiled_catalogue
from newsletter.po.parser import CatalogueEntry, PreviousSource, scan
from newsletter.po.writer import catalogue_text
from newsletter.translation.messages import Message
from newsletter.translation.update import Heading, template_text

FRENCH = Locale.parse("fr")
HEADING = Heading(title="Congress", project="Metropolis")

# Any text but what Unicode and gettext forbid; signs that PO files give a meaning come often.
TEXTS = st.text(
    st.one_of(
        st.sampled_from('"\\\n\t\r #~,:. -/(城市)خبر%{}'),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0\x04"),
    ),
    max_size=100,
)
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40).map(str.strip)
WORDS = st.text("abcxyz-", min_size=1, max_size=12).filter(lambda word: word[0] != "-")
ENTRIES = st.builds(
    CatalogueEntry,
    context=st.none() | TEXTS,
    text=TEXTS.filter(bool),
    translations=TEXTS.map(lambda text: (text,)),
    flags=st.lists(WORDS, unique=True, max_size=3).map(lambda flags: tuple(sorted(flags))),
    comments=st.lists(LINES, max_size=2).map(tuple),
    extracted=st.lists(LINES, max_size=2).map(tuple),
    places=st.lists(st.builds("{}.md:{}".format, WORDS, st.integers(1, 999)), max_size=20).map(tuple),
    previous=st.none() | st.builds(PreviousSource, context=st.none() | TEXTS, text=TEXTS),
    obsolete=st.booleans(),
)


@given(ENTRIES)
def test_an_entry_is_read_as_it_was_written(entry):
    """Quotes, backslashes, line ends and every script survive the round trip."""
    found = scan(entry_text(entry), path="fr.po")

    assert (found.faults, found.entries) == ((), (entry,))


@given(st.lists(TEXTS.filter(bool), unique=True, max_size=8), TEXTS.filter(bool))
def test_compiled_translations_are_what_python_reads(texts, translation):
    """Our MO files give Python's gettext and our own reader the same words."""
    messages = [Message(context="paragraph", text=text) for text in texts]
    text = updated_text(None, messages, locale=FRENCH, heading=HEADING)
    catalogue = read_catalogue_file(text.encode(), path="fr.po", locale=FRENCH)
    done = type(catalogue)(
        language="fr",
        path="fr.po",
        header_entry=catalogue.header_entry,
        entries=tuple(
            CatalogueEntry(context=entry.context, text=entry.text, translations=(translation,))
            for entry in catalogue.entries
        ),
    )
    octets = compile_catalogue(done)

    ours, theirs = read_compiled_catalogue(octets, path="fr.mo"), gettext.GNUTranslations(io.BytesIO(octets))
    for source in texts:
        assert ours.translation("paragraph", source) == theirs.pgettext("paragraph", source) == translation


def gnu(program, *arguments, stdin):
    """Run a program of GNU gettext, or skip the test where it is not installed."""
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"{program} of GNU gettext is not on PATH")
    done = subprocess.run([path, *arguments], input=stdin.encode(), capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


LONG = [
    (
        "Mayors from six continents agreed on a common plan for clean air (and, for once, on its "
        "price): see https://www.example.org/air/plan and the annex, well-being included."
    ),
    (
        "Les maires de six continents se sont accordés : « un plan partagé pour un air sain », "
        "disent-ils — enfin ! Voir l’annexe, c’est-à-dire le budget de 2027."
    ),
    (
        "اتفق رؤساء بلديات من ست قارات على خطة مشتركة من أجل هواء نقي، "
        "انظر الملحق (الميزانية) لعام ٢٠٢٧ من فضلكم."
    ),
    (
        "来自六大洲的市长们就清洁空气的共同计划达成一致（包括其价格）。"
        "详见附件：《二〇二七年预算》，以及 Metropolis 网站上的说明。"
    ),
    (
        "六大陸の市長たちは、きれいな空気のための共通計画に合意した"
        "（その費用も含めて）。付属書「2027年予算」をご覧ください。"
    ),
    (
        "여섯 대륙의 시장들이 깨끗한 공기를 위한 공동 계획에 "
        "합의했습니다(비용 포함). 부속서와 2027년 예산을 참조하세요."
    ),
]
MESSAGES = [
    Message(
        context="title",
        text='Line\n\ttab "quoted" \\ {x}',
        places=(
            Place("articles/a b.md", 1),
            Place("the page"),
            *[Place(f"articles/{n}.md", n) for n in range(20)],
        ),
    ),
    Message(
        context="",
        text="{n} city",
        plural="{n} cities",
        comment="Counts\ncities.",
        flags=("python-brace-format",),
    ),
    Message(context="url", text="https://www.example.org/" + "a" * 100),
    Message(context="ends", text=" a line end \n"),
    *[Message(context="paragraph", text=text) for text in LONG],
    *[Message(context="paragraph", text=f"{text}\n{text}") for text in LONG],
    # Each of these reaches the edge of the page at some length.
    *[Message(context="line end", text="aaaa " * 14 + "b" * n + " \n") for n in range(1, 12)],
    *[Message(context="bracket", text="aaaa " * 13 + "b" * n + " ( cc ) ; « dd » !") for n in range(1, 12)],
    *[
        Message(
            context=f"place {n}", text="a", places=(Place("a.md", 1), Place(f"{'é' * 20}{'b' * n}.md", 1))
        )
        for n in range(9, 30)
    ],
]


def french():
    """Return a French PO file with every kind of entry."""
    text = updated_text(None, MESSAGES, locale=FRENCH, heading=HEADING)
    catalogue = read_catalogue_file(text.encode(), path="fr.po", locale=FRENCH)
    entries = [
        CatalogueEntry(
            context=entry.context,
            text=entry.text,
            plural=entry.plural,
            translations=(entry.text, entry.text) if entry.plural else (entry.text,),
            flags=("fuzzy", "no-wrap") if number == 6 else entry.flags,
            comments=("À revoir.",),
            extracted=entry.extracted,
            places=entry.places,
            previous=PreviousSource(entry.context, LONG[0], entry.plural) if number == 6 else None,
            obsolete=number in (8, 9),
        )
        for number, entry in enumerate(catalogue.entries)
    ]
    return catalogue_text(
        type(catalogue)(
            language="fr",
            path="fr.po",
            header_entry=catalogue.header_entry,
            entries=(*[e for e in entries if not e.obsolete], *[e for e in entries if e.obsolete]),
        )
    )


def test_msgcat_would_write_the_same_bytes():
    """Wrapping, order and escapes are gettext's own: a file that went through its tools is unchanged."""
    text = french()

    assert gnu("msgcat", "-", stdin=text) == (0, text, "")


def test_msgfmt_accepts_what_we_write(tmp_path):
    """The strictest checks of gettext have nothing to say, not even a warning."""
    compiled_file = tmp_path / "fr.mo"
    status = gnu("msgfmt", "--check", "--check-format", "-o", str(compiled_file), "-", stdin=french())

    catalogue = read_catalogue_file(french().encode(), path="fr.po", locale=FRENCH)
    assert status == (0, "", "")
    assert read_compiled_catalogue(compiled_file.read_bytes(), path="fr.mo") == read_compiled_catalogue(
        compile_catalogue(catalogue), path="fr.mo"
    )


def test_a_template_is_one_for_msginit():
    """Our template is a template to gettext's own tools, and starts a catalogue that we read."""
    text = template_text(MESSAGES, heading=HEADING)
    status, made, _ = gnu("msginit", "--no-translator", "-l", "fr", "-i", "-", "-o", "-", stdin=text)

    assert status == 0
    assert len(read_catalogue_file(made.encode(), path="fr.po", locale=FRENCH).entries) == len(MESSAGES)


@settings(max_examples=25)
@given(st.lists(ENTRIES, unique_by=lambda entry: entry.key, max_size=6))
def test_msgcat_keeps_what_we_write(entries):
    """Whatever a translated entry holds, gettext reads it as we do."""
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    known = [replace_flags(entry) for entry in entries if entry.translations[0]]
    text = "\n".join([header, *map(entry_text, known)])
    status, written, errors = gnu("msgcat", "--force-po", "-", stdin=text)

    assert status == 0, errors
    found = scan(written, path="fr.po").entries[1:]
    assert {essence(entry) for entry in found} == {essence(entry) for entry in known}


def replace_flags(entry):
    """Return an entry with no flags but the one that gettext knows among them, and no comments."""
    return CatalogueEntry(
        context=entry.context,
        text=entry.text,
        translations=entry.translations,
        flags=("fuzzy",) if entry.flags else (),
        previous=entry.previous,
        obsolete=entry.obsolete,
    )


def essence(entry):
    """Return what gettext keeps of every entry."""
    return (entry.context, entry.text, entry.translations, entry.flags, entry.obsolete)
