"""XLIFF as CAT tools give it back: what can be understood for certain is taken, the rest is refused."""

import pytest

from newsletter.translation.xliff.reader import read_xliff

HEAD12 = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" '
    'xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" xmlns:mq="MQXliff">'
    '<file original="locales/fr/LC_MESSAGES/a.po" source-language="en" target-language="fr"><body>'
)
FOOT12 = "</body></file></xliff>"
HEAD21 = (
    '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="fr">'
    '<file id="f1" original="locales/fr/LC_MESSAGES/a.po">'
)
FOOT21 = "</file></xliff>"
DEAR = '<source>Dear <ph id="1" equiv-text="{name}">{name}</ph>,</source>'
DATA = '<originalData><data id="d1">{name}</data></originalData>'
DEAR21 = '<source>Dear <ph id="1" dataRef="d1" equiv="{name}"/>,</source>'


def units(text, path="fr.xlf"):
    """Return the messages of a document's first file."""
    octets = text if isinstance(text, bytes) else text.encode()
    return read_xliff(octets, path=path)[0].units


def only12(content, attributes='id="1"'):
    """Return the only unit of a document in XLIFF 1.2."""
    (unit,) = units(f"{HEAD12}<trans-unit {attributes}>{content}</trans-unit>{FOOT12}")
    return unit


def only21(content, attributes='id="1"'):
    """Return the only unit of a document in XLIFF 2.1."""
    (unit,) = units(f"{HEAD21}<unit {attributes}>{content}</unit>{FOOT21}")
    return unit


TARGETS_12 = [
    # content of the unit after its source, target, why
    ("", "", "no target at all"),
    ("<target/>", "", "an empty target"),
    ('<target>Cher <ph id="1">{name}</ph>,</target>', "Cher {name},", "the code as it was"),
    ('<target>Cher <ph id="1"/>,</target>', "Cher {name},", "the code emptied"),
    ('<target>Cher <x id="1"/>,</target>', "Cher {name},", "another kind of code"),
    ('<target>Cher <x id="9" equiv-text="{n}"/>,</target>', "Cher {n},", "a code that says what it is"),
    ('<target>Cher <it id="1" pos="open">{name}</it></target>', "Cher {name}", "an isolated code"),
    ('<target><g id="2">Cher</g> {name},</target>', "Cher {name},", "a pair of tags around words"),
    ('<target><bx id="7"/>Cher<ex id="8"/></target>', "Cher", "tags of the tool's own"),
    ("<target><![CDATA[<b>Cher</b> & co]]></target>", "<b>Cher</b> & co", "CDATA"),
    ("<target>Ch<!-- no -->er<?pi no?></target>", "Cher", "comments and instructions"),
    ("<target>Cher&#160;&amp;\n ami</target>", "Cher\u00a0&\n ami", "references and line ends"),
    ('<target>a<x id="5" ctype="x-char-0007"/></target>', "a\a", "a bell"),
    (
        (
            '<seg-source><mrk mtype="seg" mid="1">Dear</mrk> <mrk mtype="seg" mid="2">you</mrk></seg-source>'
            '<target><mrk mtype="seg" mid="1">Cher</mrk> <mrk mtype="seg" mid="2">vous</mrk></target>'
        ),
        "Cher vous",
        "segments",
    ),
    (
        (
            '<seg-source><mrk mtype="seg" mid="1">Dear</mrk><mrk mtype="seg" mid="2"> </mrk></seg-source>'
            '<target><mrk mtype="seg" mid="1">Cher</mrk><mrk mtype="seg" mid="2"/></target>'
        ),
        "Cher",
        "a segment without words needs no translation",
    ),
    (
        '<target><g id="3"><mrk mtype="seg" mid="1">Cher</mrk></g><mrk mtype="x-note">!</mrk></target>',
        "Cher!",
        "segments in tags, marks of other kinds",
    ),
]
REFUSED_12 = [
    ('<target>Cher <x id="9"/></target>', "stands for nothing", "a code that nobody knows"),
    ("<target>Cher <mq:ch/></target>", "no inline code", "an element of the tool's own"),
    ("<target>Cher <b>x</b></target>", "no inline code", "HTML"),
    ('<target>a<x id="5" ctype="x-char-0004"/></target>', "no character", "what no catalogue can carry"),
    ('<target>a<x id="5" ctype="x-char-D800"/></target>', "no character", "half a character"),
    ('<target>a<x id="5" ctype="x-char-bell"/></target>', "no character", "a number that is none"),
    (
        '<target><mrk mtype="seg" mid="1">Cher</mrk><mrk mtype="seg" mid="2"/></target>',
        "some are empty",
        "a segment that is not translated",
    ),
]
STATES_12 = [
    # attributes of unit, of target, needs review, why
    ("", 'state="translated"', False, "translated"),
    ("", 'state="signed-off"', False, "signed off"),
    ("", 'state="final"', False, "final"),
    ("", 'state="new"', True, "new"),
    ("", 'state="needs-review-translation"', True, "needs review"),
    ("", 'state="needs-adaptation"', True, "needs adaptation"),
    ("", 'state="x-done"', True, "a state of the tool's own confirms nothing"),
    ('approved="no"', 'state="translated"', False, "the state counts before approved"),
    ('approved="no"', "", True, "not approved"),
    ('approved="yes"', "", False, "approved"),
    ("", "", False, "nothing said"),
    ("", 'state-qualifier="leveraged-mt"', True, "a machine's guess"),
    ('mq:status="ManuallyConfirmed" approved="no"', "", False, "memoQ, confirmed"),
    ('mq:status="PartiallyEdited"', "", True, "memoQ, in work"),
]
TARGETS_21 = [
    (f"<segment>{DEAR21}</segment>", "", "no target"),
    (f"<segment>{DEAR21}<target/></segment>", "", "an empty target"),
    (
        f'<segment>{DEAR21}<target>Cher <ph id="1" dataRef="d1"/>,</target></segment>',
        "Cher {name},",
        "the code as it was",
    ),
    (f'<segment>{DEAR21}<target>Cher <ph id="1"/>,</target></segment>', "Cher {name},", "its data dropped"),
    (
        f'<segment>{DEAR21}<target>Cher <ph id="7" disp="{{n}}"/></target></segment>',
        "Cher {n}",
        "a code that says what it is",
    ),
    (
        f'<segment>{DEAR21}<target><pc id="2" dataRefStart="d1">C</pc><mrk id="m">a</mrk></target></segment>',
        "{name}Ca",
        "spanning codes and marks",
    ),
    (
        (
            f'<segment>{DEAR21}<target><sc id="3"/>a<ec startRef="3"/><sm id="4"/>b<em startRef="4"/>'
            "</target></segment>"
        ),
        "ab",
        "codes and marks that begin and end apart",
    ),
    (f'<segment>{DEAR21}<target>a<cp hex="1B"/></target></segment>', "a\x1b", "a character by its number"),
    (
        (
            "<segment><source>One.</source><target>Un.</target></segment>"
            "<ignorable><source> </source></ignorable>"
            "<segment><source>Two.</source><target>Deux.</target></segment>"
        ),
        "Un. Deux.",
        "segments, and what is between them",
    ),
    (
        (
            '<segment><source>One.</source><target order="3">Un.</target></segment>'
            "<ignorable><source> </source></ignorable>"
            '<segment><source>Two.</source><target order="1">Deux.</target></segment>'
        ),
        "Deux. Un.",
        "targets in another order",
    ),
    (
        "<segment><source>One.</source><target>Un.</target></segment><segment><source> </source></segment>",
        "Un. ",
        "a segment without words needs no translation",
    ),
]
REFUSED_21 = [
    (f'<segment>{DEAR21}<target>a <ph id="9"/></target></segment>', "stands for nothing", "an unknown code"),
    (f"<segment>{DEAR21}<target>a <x/></target></segment>", "no inline code", "a code of XLIFF 1.2"),
    (
        f'<segment>{DEAR21}<target>a <o:x xmlns:o="urn:o"/></target></segment>',
        "no inline code",
        "an element of the tool's own",
    ),
    (f'<segment>{DEAR21}<target><cp hex="0000"/></target></segment>', "no character", "NUL"),
    (
        f"<segment>{DEAR21}<target>a</target></segment><segment><source>b</source></segment>",
        "some are empty",
        "a segment that is not translated",
    ),
    ("", "no <segment>", "nothing in it"),
    ("<segment/>", "no <source>", "a segment without a source"),
]
STATES_21 = [
    ('state="translated"', False, "translated"),
    ('state="reviewed"', False, "reviewed"),
    ('state="final"', False, "final"),
    ('state="initial"', True, "initial"),
    ("", False, "nothing said"),
    ('state="translated" subState="gettext:fuzzy"', True, "our own sub-state"),
]


def ids(table):
    """Return the reasons of a table's rows."""
    return [row[-1] for row in table]


class TestXliff12:
    """XLIFF 1.2 and its dialects."""

    @pytest.mark.parametrize(("content", "target"), [row[:2] for row in TARGETS_12], ids=ids(TARGETS_12))
    def test_target(self, content, target):
        """Codes become what they stand for, segments one text."""
        unit = only12(DEAR + content)

        assert unit.fault is None
        assert (unit.sources, unit.targets) == ({0: "Dear {name},"}, {0: target})

    @pytest.mark.parametrize(("content", "what"), [row[:2] for row in REFUSED_12], ids=ids(REFUSED_12))
    def test_refused(self, content, what):
        """What cannot be understood is never guessed, and never left out."""
        unit = only12(DEAR + content)

        assert what in unit.fault.what
        assert unit.fault.where == "fr.xlf:1"

    def test_a_unit_without_a_source_is_refused(self):
        """Nobody can say what it translates."""
        assert "no <source>" in only12("<target>a</target>").fault.what

    @pytest.mark.parametrize(
        ("unit", "target", "needs_review"), [row[:3] for row in STATES_12], ids=ids(STATES_12)
    )
    def test_state(self, unit, target, needs_review):
        """The standard's state comes first, then the tool's, then whether it is approved."""
        found = only12(f"<source>a</source><target {target}>b</target>", f'id="1" {unit}')

        assert found.needs_review is needs_review

    @pytest.mark.parametrize(("confirmed", "needs_review"), [("Translated", False), ("Draft", True)])
    def test_state_of_trados(self, confirmed, needs_review):
        """Trados says it segment by segment."""
        definitions = f'<sdl:seg-defs><sdl:seg id="1" conf="{confirmed}"/></sdl:seg-defs>'

        assert only12(f"<source>a</source><target>b</target>{definitions}").needs_review is needs_review

    def test_notes_are_the_translator_s_unless_they_are_ours(self):
        """Tools write notes without saying from whom."""
        notes = '<note from="developer">x</note><note>Why?</note><note from="Ana">Sure.</note>'

        assert only12(f"<source>a</source>{notes}").notes == ("Why?", "Sure.")

    def test_the_context_is_found(self):
        """Where a tool renames units, context and text are what identifies them."""
        group = '<context-group><context context-type="{}">title</context></context-group>'

        assert only12("<source>a</source>" + group.format("x-gettext-msgctxt")).context == "title"
        assert only12("<source>a</source>" + group.format("sourcefile")).context is None

    def test_plural_forms_are_put_together_wherever_they_are(self):
        """By their ids: groups are often lost."""
        name = "m" + "0" * 20
        texts = [
            f'<trans-unit id="{name}[{n}]"><source>{n} a</source><target>{n} b</target></trans-unit>'
            for n in (1, 0)
        ]
        (unit,) = units(f"{HEAD12}<group>{texts[0]}</group>{texts[1]}{FOOT12}")

        assert (unit.id, unit.targets) == (name, {1: "1 b", 0: "0 b"})

    def test_brackets_in_foreign_ids_mean_nothing(self):
        """Only our ids are known to number plural forms; a unit without an id stands for itself."""
        source = "<source>a</source>"
        foreign = f'<trans-unit id="p[0]">{source}</trans-unit><trans-unit id="p[1]">{source}</trans-unit>'

        assert (
            len(
                units(
                    f"{HEAD12}{foreign}<trans-unit>{source}</trans-unit><trans-unit>{source}"
                    f"</trans-unit>{FOOT12}"
                )
            )
            == 4
        )

    def test_a_form_that_stands_twice_begins_another_message(self):
        """A file that a tool has doubled is told from plural forms."""
        unit = f'<trans-unit id="m{"0" * 20}"><source>a</source></trans-unit>'

        assert len(units(HEAD12 + unit + unit + FOOT12)) == 2


class TestXliff21:
    """XLIFF 2.0 to 2.2."""

    @pytest.mark.parametrize(("content", "target"), [row[:2] for row in TARGETS_21], ids=ids(TARGETS_21))
    def test_target(self, content, target):
        """Codes become what they stand for, segments one text."""
        unit = only21(DATA + content)

        assert unit.fault is None
        assert unit.targets == {0: target}

    @pytest.mark.parametrize(("content", "what"), [row[:2] for row in REFUSED_21], ids=ids(REFUSED_21))
    def test_refused(self, content, what):
        """What cannot be understood is never guessed, and never left out."""
        assert what in only21(DATA + content).fault.what

    @pytest.mark.parametrize(("state", "needs_review"), [row[:2] for row in STATES_21], ids=ids(STATES_21))
    def test_state(self, state, needs_review):
        """A file that says "initial" says it; many tools say nothing."""
        unit = only21(f"<segment {state}><source>a</source><target>b</target></segment>")

        assert unit.needs_review is needs_review

    def test_the_worst_state_of_the_segments_counts(self):
        """A message is confirmed when all of it is."""
        segment = '<segment state="{}"><source>a</source><target>b</target></segment>'

        assert only21(segment.format("final") + segment.format("initial")).needs_review

    def test_a_segment_without_a_target_needs_no_review(self):
        """There is nothing to confirm."""
        assert not only21('<segment state="initial"><source>a</source></segment>').needs_review

    def test_notes_and_contexts_wherever_they_are(self):
        """Weblate's library writes notes into segments."""
        note = '<notes><note category="{}">{}</note></notes>'
        unit = only21(
            note.format("context", "title")
            + note.format("developer", "x")
            + f"<segment><source>a</source>{note.format('translator', 'Why?')}</segment>"
        )

        assert (unit.context, unit.notes) == ("title", ("Why?",))

    def test_units_in_groups_are_found(self):
        """However deep."""
        unit = '<unit id="1"><segment><source>a</source></segment></unit>'

        assert len(units(f'{HEAD21}<group id="g"><group id="h">{unit}</group></group>{unit}{FOOT21}')) == 2
