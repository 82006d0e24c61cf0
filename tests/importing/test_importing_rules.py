"""What counts as broken, one rule after the other: what is told, and what is left alone."""

# ruff: noqa: E501  # a source and what becomes of it stand side by side

import pytest

from newsletter.i18n.locale import Locale
from newsletter.importing import import_article
from newsletter.newsroom.article import parse_article

FIRST = "The first paragraph of this text is its summary."
LAST = "The last paragraph ends it all."


def imported(source, language="en", name="a.txt"):
    """Import a text between a title with a summary and an end; return its body and the faults."""
    text = f"A title of the text\n\n{FIRST}\n\n{source}\n\n{LAST}\n"
    result = import_article(text.encode(), name=name, language=Locale.parse(language), slug="a")
    body = parse_article(result.text, slug="a", path="a.md").body
    return body.removesuffix(LAST).strip(), [str(fault) for fault in result.faults]


LONG = "The assembly of all the towns of the region met for the third time in the old"
RULES = [
    # fragments
    ("ed members to bring", "en", "", "an orphaned fragment", "half a word"),
    (", as was said before", "en", "", "an orphaned fragment", "a comma first"),
    ("tion des villes et", "fr", "", "an orphaned fragment", "French"),
    ("ция городов и", "ru", "", "an orphaned fragment", "Cyrillic"),
    ("and reflected on the future of all their cities.", "en", "and reflected on the future of all their cities.", "begins inside a sentence, and was kept", "a tail"),
    (f"{LONG}\n\ntown hall of the port.", "en", f"{LONG} town hall of the port.", "cut in two paragraphs, and joined", "two halves"),
    (LONG, "en", LONG, "this sentence has no end, and was kept", "no end"),
    ("They came from the north, and", "en", None, "no sentence, and was kept", "a short line"),
    ("All of them came from the north,", "en", None, "has no end", "a comma last"),
    ("来自四十个城市的代表齐聚广州讨论公共交通和住房的未来以及", "zh-Hans", None, "has no end", "no end without case"),
    ("iPhones are sold here.", "en", "iPhones are sold here.", None, "a name in small letters"),
    ("d’Artagnan was here.", "fr", "d’Artagnan was here.", None, "a name with a particle"),
    ("de Blasio spoke first.", "en", "de Blasio spoke first.", None, "another"),
    ("www.a.example is the address.", "en", "www.a.example is the address.", None, "an address"),
    ("npm 또는 RubyGems를 사용합니다.", "ko", "npm 또는 RubyGems를 사용합니다.", None, "a foreign word first"),
    ("… and so on.", "en", "… and so on.", None, "an ellipsis on purpose"),
    ("“Many towns look for answers now.”\n\nsaid the mayor of the town.", "en", None, "no speaker", "a quote that goes on"),
    # repeats
    (FIRST, "en", "", "this repeats line 3", "the summary again"),
    (f"{LONG} hall.\n\nOther words here.\n\n{LONG} hall.", "en", f"{LONG} hall.\n\nOther words here.", "this repeats line 5", "a paragraph twice"),
    ("They met in in Dakar.", "en", "They met in in Dakar.", "a word stands twice", "a word twice"),
    ("They said that that was it.", "en", None, None, "that that"),
    ("Duran Duran played.", "en", None, None, "a name"),
    ("Anak-anak bermain main di sana sana saja.", "id", None, None, "reduplication is grammar"),
    # links
    ("See [it](mailto:a@b.example) and [call](tel:+1).", "en", None, None, "mail and telephone"),
    ("See [it]() now.", "en", "See it now.", "has no address", "no address"),
    ("See [it](#top) now.", "en", "See it now.", "leads to a place of the page only", "a place of the page"),
    ("See [it](javascript:x) now.", "en", "See it now.", "which no mail can open", "a script"),
    ("See [it](C:/a.pdf) now.", "en", "See it now.", "which no mail can open", "a drive"),
    ("See [it](/a) now.", "en", "See it now.", "is relative to the site", "a relative address"),
    ("See [it](//a.example/b) now.", "en", "See [it](https://a.example/b) now.", None, "an address without a scheme"),
    ("See [it](https://u:p@a.example/) now.", "en", "See it now.", "user name or password", "a password"),
    ("See [it](https://[::1/) now.", "en", "See it now.", "cannot be followed", "half an IPv6 address"),
    ("See [it](//[x) now.", "en", "See it now.", "cannot be followed", "another half"),
    # pictures
    ("![A map](/m.png)", "en", "![A map](/m.png)", "is relative to a site", "a relative picture"),
    ("![](https://a.example/m.png)", "en", "![](https://a.example/m.png)", "has no alternative text", "a picture without words"),
    ("![A map](data:image/png;base64,AA)", "en", "", "no address that a reader could load", "a picture in the page"),
    ("![A](data:x) ![B](data:y)", "en", "", "no address that a reader could load", "two of them"),
    ("See [it](https://a.example) and ![M](https://a.example/m.png) here.", "en", "See [it](https://a.example) and ![M](https://a.example/m.png) here.", None, "a picture among words"),
    ("![](https://a.example/m.png)\n\nPhoto: the harbour", "en", "![Photo: the harbour](https://a.example/m.png)", "its caption was taken", "a caption below"),
    ("![Photo: the harbour](https://a.example/m.png)\n\nPhoto: the harbour", "en", "![Photo: the harbour](https://a.example/m.png)", None, "a caption that repeats"),
    ("![A](https://a.example/m.png)\n\nPhoto: *the* harbour", "en", None, None, "a caption with emphasis"),
    ("Photo: the harbour\n\n![A](https://a.example/m.png)", "en", "*Photo: the harbour*\n\n![A](https://a.example/m.png)", None, "a caption above"),
    ("Photo of the harbour at night", "en", "", "this caption's picture is missing", "a caption alone"),
    ("The harbour at night (Photo: Ana Puig)", "en", "", "this caption's picture is missing", "a credit"),
    ("Vue du port de Dakar", "fr", "", "this caption's picture is missing", "French"),
    ("Images matter to all of us.", "en", "Images matter to all of us.", None, "a sentence"),
    # quotes
    ("„Wir freuen uns auf viele neue Ideen.“ – Jana Weiß, Bürgermeisterin", "de", "> Wir freuen uns auf viele neue Ideen.\n>\n> — Jana Weiß, Bürgermeisterin", None, "German, in one line"),
    ("“We look forward to many ideas”, Ana Puig, mayor", "en", "> We look forward to many ideas\n>\n> — Ana Puig, mayor", None, "a comma in between"),
    ("“We look forward to many ideas”, said the mayor.", "en", "“We look forward to many ideas”, said the mayor.", None, "a verb in between"),
    ("「私たちは多くの新しい考えを待っています。」\n\n田中一郎、市長", "ja", "> 私たちは多くの新しい考えを待っています。\n>\n> — 田中一郎、市長", None, "Japanese"),
    ("«Nous attendons beaucoup d’idées.»\n— Ana Puig", "fr", "> Nous attendons beaucoup d’idées.\n>\n> — Ana Puig", None, "a dash"),
    ("“We look forward to many ideas.”", "en", "> We look forward to many ideas.", "this quote has no speaker", "no speaker"),
    ("“We look forward to many ideas”.", "en", "> We look forward to many ideas", "this quote has no speaker", "a stop behind"),
    ("“We look forward to many ideas.”\n\n“And so do all of us here.”", "en", None, "this quote has no speaker", "two quotations"),
    ("The mayor said:\n\n“We look forward to many ideas.”", "en", None, None, "the speaker before"),
    ("“We look forward to many ideas.”\n\nIn the evening, the group met.", "en", None, "no speaker", "a sentence after it"),
    ("“We look forward to many ideas.”\n\nWhat now, then?", "en", None, "no speaker", "a question after it"),
    ("«نتطلع إلى أفكار كثيرة جديدة.»\n\nوفي المساء، اجتمع الفريق.", "ar", None, "no speaker", "a sentence after it, without case"),
    ("“Yes” and “no” are words “too”.", "en", None, None, "words in marks"),
    ("“Yes.”", "en", None, None, "a word is no quotation"),
    ("“One “inner” word and more.”\n\nAna Puig", "en", "> One “inner” word and more.\n>\n> — Ana Puig", None, "marks inside"),
    ("He said “yes and went home.", "en", None, "a quotation mark has no partner", "an open mark"),
    ('A 5" disk and a 3" one.', "en", None, None, "inches"),
    ("“One begins here.\n\n“And ends here, too.”", "en", None, "no speaker", "a quotation of two paragraphs"),
    # references
    ("As the picture shows, it rains.", "en", None, '("As the picture shows")', "a picture that is gone"),
    ("![A](https://a.example/m.png)\n\nAs the picture shows, it rains.", "en", None, None, "a picture that is there"),
    ("The numbers are in the table.", "en", None, "what is not here any more", "a table that is gone"),
    ("For more of it, see below.", "en", None, '("see below")', "below"),
    ("Véase la imagen del puerto.", "es", None, "what is not here any more", "Spanish"),
    ("После этого выступления все ушли.", "ru", None, "what is not here any more", "Russian"),
    ("Following this workshop, they left.", "en", None, '("workshop")', "a thing never named"),
    ("A workshop was held.\n\nFollowing this workshop, they left.", "en", None, None, "a thing named before"),
    ("The summary was followed by talks.", "en", None, None, "named in the summary"),
    ("After this, they left.", "en", None, None, "nothing named"),
    ("Nach diesem Treffen gingen sie.", "de", None, '("Treffen', "German"),
    # boilerplate
    ("Read more »", "en", "", "site furniture", "read more"),
    ("Home › News › Water", "en", "", "site furniture", "a path"),
    ("[One](https://a.example) | [Two](https://b.example) | [Three](https://c.example)", "en", "", "site furniture", "a menu"),
    ("- Facebook\n- Twitter\n- RSS", "en", "", "site furniture", "a list of networks"),
    ("- Facebook\n- A page of our own", "en", "- Facebook\n- A page of our own", None, "a list with a network"),
    ("Home is where we are.", "en", "Home is where we are.", None, "a sentence"),
    ("اقرأ المزيد", "ar", "", "site furniture", "Arabic"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "language", "written", "says"),
    [row[:4] for row in RULES],
    ids=[f"{row[1]}: {row[4]}" for row in RULES],
)
def test_a_rule(source, language, written, says):
    """Each row has what is written of it (None: what stood there), and what is told (None: nothing)."""
    body, faults = imported(source, language)

    assert body == (source if written is None and "\n" not in source and "[" not in source else body)
    assert body == written if written is not None else body
    assert [fault for fault in faults if says is None] == []
    assert says is None or any(says in fault for fault in faults), faults


def test_a_text_in_small_letters_has_a_style_and_no_fragments():
    """Where most paragraphs begin small, that says nothing."""
    lines = [
        f"this is the paragraph with the number {n} of a poet who never uses capitals." for n in range(6)
    ]

    body, faults = imported("\n\n".join(lines))

    assert body == "\n\n".join(lines)
    assert faults == []


def test_paragraphs_without_ends_throughout_have_a_style_too():
    """But a comma at the end is told all the same."""
    lines = [f"This is the paragraph with the number {n} of a poet who never uses any stop" for n in range(6)]

    _, faults = imported(
        "\n\n".join([*lines, "This is one that really stops in the middle of it all, with a comma,"])
    )

    assert len(faults) == 1


HEADS = [
    (
        "NEWS\n\nA title here\n\nBy Ana Puig\n\n4 May 2020\n\n{}",
        ("A title here", "2020-05-04", "Ana Puig", None),
        "lines",
    ),
    ("Water\n\nA title of more words\n\n{}", ("A title of more words", None, None, "Water"), "a rubric"),
    (
        "A title here\n\nBy Ana Puig, 4 May 2020\n\n{}",
        ("A title here", "2020-05-04", "Ana Puig", None),
        "in one line",
    ),
    (
        "A title here\n\nPublished on 4 May 2020 in Rotterdam\n\n{}",
        ("A title here", "2020-05-04", None, None),
        "a label",
    ),
    ("4 May 2020\n\nA title here\n\n{}", ("A title here", "2020-05-04", None, None), "the date first"),
    ("# A title here\n\n4 May 2020\n\n{}", ("A title here", "2020-05-04", None, None), "a heading"),
    ("4 May 2020\n\n## A title here\n\n{}", ("A title here", "2020-05-04", None, None), "a lower heading"),
    ("{}\n\n# A title here\n\nMore words.", ("A title here", None, None, None), "a heading further down"),
    (
        "![M](https://a.example/m.png)\n\nA title here\n\n{}",
        ("A title here", None, None, None),
        "a picture first",
    ),
]


@pytest.mark.parametrize(("source", "head"), [row[:2] for row in HEADS], ids=[row[2] for row in HEADS])
def test_the_head_is_found(source, head):
    """Title, date, author and rubric come from the first lines."""
    text = source.format(f"{FIRST}\n\n{LAST}")
    article = parse_article(
        import_article(text.encode(), name="a.txt", language=Locale.parse("en"), slug="a").text,
        slug="a",
        path="a.md",
    )

    assert (
        article.title,
        str(article.date) if article.date else None,
        article.author,
        article.category,
    ) == head


UNTITLED = [
    ("“Many towns look for answers now, and so do we.”\n\nAna Puig, mayor", "Many towns look for", "a quotation first"),
    ("The assembly met on two days, and it spoke of water, of dikes, of ports and of all the rest. It rained.", "The assembly met", "a sentence first"),
    ("word " * 200, "word word", "a paragraph without end"),
    ("字" * 400, "字字", "without spaces"),
    ("| a | b |\n|---|---|\n| c | d |", "a.txt", "a table only"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "title"), [row[:2] for row in UNTITLED], ids=[row[2] for row in UNTITLED])
def test_a_text_without_a_title_gets_one_and_is_told(source, title):
    """The beginning stands in, and the editor is asked for a better one."""
    result = import_article(source.encode(), name="a.txt", language=Locale.parse("en"), slug="a")
    article = parse_article(result.text, slug="a", path="a.md")

    assert title in article.title
    assert len(article.title) <= 200
    assert any("the text has no title" in str(fault) for fault in result.faults)


def test_a_long_first_paragraph_stays_and_its_beginning_is_the_summary():
    """A summary is whole sentences, as many as fit."""
    first = " ".join(f"This is the sentence with the number {n} of a long paragraph." for n in range(9))
    result = import_article(
        f"A title\n\n{first}\n\n{LAST}".encode(), name="a", language=Locale.parse("en"), slug="a"
    )
    article = parse_article(result.text, slug="a", path="a.md")

    assert article.body == f"{first}\n\n{LAST}"
    assert first.startswith(article.summary)
    assert article.summary.endswith("paragraph.")
    assert 200 < len(article.summary) <= 300


def test_a_date_that_nobody_understands_is_told():
    """The editor writes it."""
    text = f"---\ntitle: T\ndate: some day in May\n---\n\n{FIRST}\n"
    result = import_article(text.encode(), name="a.md", language=Locale.parse("en"), slug="a")

    assert 'the date "some day in May" was not understood' in str(result.faults[0])


def test_a_summary_of_the_page_that_begins_the_text_is_not_said_twice():
    """Mails show summary and body one below the other."""
    text = f"---\ntitle: T\nsummary: {FIRST}\n---\n\n{FIRST}\n\n{LAST}\n"
    result = import_article(text.encode(), name="a.md", language=Locale.parse("en"), slug="a")

    assert parse_article(result.text, slug="a", path="a.md").body == LAST
