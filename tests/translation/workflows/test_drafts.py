"""Machine drafts reach the catalogues marked and fuzzy, or not at all."""

import pytest

from newsletter.errors import UnavailableError
from newsletter.i18n.locale import Locale
from newsletter.translation.machine_drafts import draft_mark, is_unapproved_draft
from newsletter.translation.workflows.draft import DraftOrder, draft
from newsrooms_for_memory import HEADER, given_newsroom

FR = Locale("fr")
ORDER = DraftOrder(locale=FR)
NEWS = "locales/fr/LC_MESSAGES/article-news.po"


class Engine:
    """Translates by a rule; breaks off after so many requests."""

    name = "Engine"
    is_engine = True

    def __init__(self, rule, *, requests=99):
        self.rule = rule
        self.requests = requests
        self.seen = []

    def drafts(self, texts, *, source, target):
        """Return the rule's answer for each text."""
        if not self.requests:
            raise UnavailableError("engine.example cannot be reached")
        self.requests -= 1
        self.seen += texts
        assert (source, target) == (Locale("en"), FR)
        return [self.rule(text) for text in texts]


def entries(folder, domain="article-news"):
    """Return the entries of a catalogue by their texts."""
    return {entry.text: entry for entry in folder.catalogue(FR, domain).entries}


def given_messages(folder, *texts, context="paragraph"):
    """Write a catalogue with messages that nobody has translated."""
    blocks = (f'\nmsgctxt "{context}"\nmsgid "{text}"\nmsgstr ""\n' for text in texts)
    folder.write(NEWS, HEADER + "".join(blocks))


class TestDrafting:
    """What is asked for, and what comes of it."""

    def test_only_what_nobody_has_touched_is_sent(self, tmp_path):
        """Translated and fuzzy messages stay here; the drafts are marked as what they are."""
        folder, engine, told = given_newsroom(tmp_path), Engine(str.upper), []

        report = draft(folder, engine, ORDER, on_progress=lambda *one: told.append(one[1]))

        assert engine.seen == ["Write to us at any time.", "Dear [X1X],"]
        assert (report.wanted_count, report.drafted_count, report.faults, told) == (2, 2, (), [2, 2])
        entry = entries(folder)["Write to us at any time."]
        assert (entry.translations, entry.is_fuzzy) == (("WRITE TO US AT ANY TIME.",), True)
        assert is_unapproved_draft(entry)
        assert draft_mark(entry).origin == "Engine"
        assert entries(folder, "edition-may")["Dear {name},"].translations == ("DEAR {name},",)

    def test_a_second_run_asks_for_nothing(self, tmp_path):
        """What has a draft waits for a person."""
        folder = given_newsroom(tmp_path)
        draft(folder, Engine(str.upper), ORDER)
        before = (folder.root / NEWS).read_bytes()
        again = Engine(str.lower)

        assert draft(folder, again, ORDER).wanted_count == 0
        assert (again.seen, (folder.root / NEWS).read_bytes()) == ([], before)

    def test_an_edition_and_a_limit(self, tmp_path):
        """Less can be asked for."""
        folder = given_newsroom(tmp_path)
        assert draft(folder, Engine(str.upper), DraftOrder(locale=FR, limit=1)).drafted_count == 1
        only = draft(folder, Engine(str.upper), DraftOrder(locale=FR, edition="may"))
        assert only.paths == ("locales/fr/LC_MESSAGES/edition-may.po",)

    def test_kept_terms_are_hidden(self, tmp_path):
        """Those of the glossary and the article's own; what is nothing else is not even sent."""
        folder = given_newsroom(tmp_path)
        folder.write("glossary.csv", "term,keep,fr\nOpen Day,yes,\ncity,no,ville\n")
        given_messages(folder, "Polycentra", "By Polycentra at an Open Day in a city", context="title")
        engine = Engine(str)

        draft(folder, engine, ORDER)

        assert engine.seen[:1] == ["By [X1X] at an [X2X] in a city"]
        assert entries(folder)["Polycentra"].translations == ("Polycentra",)

    def test_equal_texts_are_sent_once(self, tmp_path):
        """All of them get the draft."""
        folder, engine = given_newsroom(tmp_path), Engine(str.upper)
        both = "".join(f'\nmsgctxt "{role}"\nmsgid "One"\nmsgstr ""\n' for role in ("title", "summary"))
        folder.write(NEWS, HEADER + both)

        assert draft(folder, engine, ORDER).drafted_count == 3
        assert engine.seen.count("One") == 1

    def test_messages_that_count_are_left_to_people(self, tmp_path):
        """A machine knows no plural forms."""
        folder, engine = given_newsroom(tmp_path), Engine(str.upper)
        folder.write(NEWS, HEADER + '\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[1] ""\n')

        report = draft(folder, engine, ORDER)
        assert (report.counting_count, engine.seen) == (1, ["Dear [X1X],"])

    def test_a_file_is_looked_up_as_it_is(self, tmp_path):
        """Nothing is hidden, since nothing is sent."""
        folder = given_newsroom(tmp_path)
        file = Engine({"Dear {name},": "Cher {name},"}.get)
        file.is_engine = False

        report = draft(folder, file, ORDER)
        assert (report.drafted_count, report.missing_count) == (1, 1)
        assert entries(folder, "edition-may")["Dear {name},"].translations == ("Cher {name},",)


BAD = [
    # answer                         what                     why
    ("Cher", "got lost on the way", "the placeholder is lost"),
    ("Cher [X1X] {nom}", "placeholders", "a placeholder is invented"),
    ("Cher\n[X1X]", "several lines", "a line is added"),
    ("Cher\x1b[X1X]", "control characters", "a control character"),
    ("Cher [X1X]" + "!" * 300, "many times as long", "an engine that has lost its way"),
]


@pytest.mark.parametrize(("answer", "what"), [row[:2] for row in BAD], ids=[row[2] for row in BAD])
def test_drafts_that_are_dropped(tmp_path, answer, what):
    """The message stays untranslated, and the report says where and why."""
    folder = given_newsroom(tmp_path)
    order = DraftOrder(locale=FR, edition="may")

    report = draft(folder, Engine(lambda _: answer), order)

    assert (report.drafted_count, report.paths) == (0, ())
    (fault,) = report.faults
    assert fault.where == "locales/fr/LC_MESSAGES/edition-may.po:5"
    assert what in fault.what
    assert not any(entries(folder, "edition-may")["Dear {name},"].translations)


def test_an_answer_that_is_empty_behind_its_marks(tmp_path):
    """It is none."""
    folder = given_newsroom(tmp_path)
    report = draft(folder, Engine(lambda _: " "), DraftOrder(locale=FR))
    assert report.faults[0].what == "the draft was dropped: it is empty"


class TestAServerThatBreaksOff:
    """What has been got so far is kept."""

    def test_the_next_run_goes_on(self, tmp_path):
        """The error says how many were written; only the others are asked for again."""
        folder = given_newsroom(tmp_path)
        texts = [f"Sentence {number}" for number in range(40)]
        given_messages(folder, *texts)

        with pytest.raises(UnavailableError, match=r"cannot be reached. 25 drafts were written before"):
            draft(folder, Engine(str.upper, requests=1), ORDER)

        assert sum(any(entry.translations) for entry in entries(folder).values()) == 25
        again = Engine(str.upper)
        assert draft(folder, again, ORDER).drafted_count == 16
        assert set(again.seen) == {*texts[25:], "Dear [X1X],"}
