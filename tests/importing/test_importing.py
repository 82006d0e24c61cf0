"""Foreign texts become articles; what is broken in them is told with the line of the original."""

# ruff: noqa: E501  # a source and what becomes of it stand side by side

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.errors import ArticleError
from newsletter.i18n.locale import Locale
from newsletter.importing import import_article
from newsletter.newsroom.article import parse_article


def imported(source, *, name="page.txt", language="en"):
    """Import a text, and return the article that its file holds, with the faults as texts."""
    content = source.encode() if isinstance(source, str) else source
    result = import_article(content, name=name, language=Locale.parse(language), slug="page")
    article = parse_article(result.text, slug="page", path="articles/page.md")
    return article, [str(fault) for fault in result.faults]


ENGLISH = """

NEWS

First steps towards a plan for the delta

Wednesday 04/12/2019

Before the next assembly, the secretariat invited forty partners to look back on three years of common work and ahead

The meeting took place in Rotterdam on two days of November. You can read its minutes by clicking [here](#).

On the second day, two groups discussed how the region is governed and who takes part in it.

ed participants to draw
their own maps and compare

Moment during the round of maps

“The strength of this region is that its towns differ, and that each of them can learn from the others.”

Jan de Wit, adviser to the port of Rotterdam

“Many towns look for answers. We have to give them with one voice.”

Awa Ndiaye, deputy mayor of Saint-Louis and speaker for the coast.

The fishbowl conversation was followed by small groups, which summed up the two days in a list of nine points.
"""

ENGLISH_FAULTS = [
    (3, "site furniture", "NEWS"),
    (7, "is not certain", "2019-12-04"),
    (11, "leads nowhere (`#`)", '"here"'),
    (15, "an orphaned fragment of a sentence was left out", "ed participants to draw"),
    (16, "an orphaned fragment of a sentence was left out", "their own maps and compare"),
    (18, "this caption's picture is missing", "Moment during the round of maps"),
    (28, "refers to what is not here any more", "fishbowl conversation"),
]


class TestBadlySavedPage:
    """A press item that somebody copied out of a web page."""

    def test_it_comes_out_as_a_clean_article(self):
        """Title, date, standfirst and quotes are where they belong, and the debris is gone."""
        article, _ = imported(ENGLISH)

        assert article.title == "First steps towards a plan for the delta"
        assert str(article.date) == "2019-12-04"
        assert article.summary.startswith("Before the next assembly")
        assert [part.split(" ")[0] for part in article.body.split("\n\n")] == ["The", "On", ">", ">", "The"]
        assert "> — Jan de Wit, adviser to the port of Rotterdam\n" in article.body
        assert article.body.count("[") == 0

    def test_every_defect_is_told_with_its_line(self):
        """The editor finds each of them in the original."""
        _, faults = imported(ENGLISH)

        found = [fault for fault in faults if fault.startswith("page.txt:")]
        assert len(found) == len(ENGLISH_FAULTS)
        for fault, (line, what, words) in zip(found, ENGLISH_FAULTS, strict=True):
            assert fault.startswith(f"page.txt:{line}: ")
            assert what in fault
            assert words in fault


OTHERS = {
    "fr": (
        (
            "ACTUALITÉS\n\nAccueil > Actualités > Climat\n\nLes villes s’engagent pour le climat\nMardi 3 mars 2020\n\n"
            "Par Aïssatou Diop\n\nRéunis à Dakar, les maires de vingt villes ont adopté une feuille de route commune\n\n"
            "La rencontre a rassemblé 120 personnes. La déclaration est [ici](javascript:void(0)).\n\n"
            "ration des transports et\n\nPhoto de la table ronde\n\n"
            "« La ville de demain se construit avec ses habitants. »\n\nSoham Ndiaye, maire de Dakar\n\n"
            "À la suite de cette démonstration, les délégations ont visité le port de la ville.\n\nLire la suite\n"
        ),
        "2020-03-03",
        "> La ville de demain se construit avec ses habitants.\n>\n> — Soham Ndiaye, maire de Dakar",
        [
            "ACTUALITÉS",
            "Accueil > ",
            "javascript",
            "ration des",
            "Photo de",
            "démonstration",
            "Lire la",
        ],
    ),
    "es": (
        (
            "Noticias\n\nMontevideo acoge la asamblea\n\n4 de diciembre de 2019\n\n"
            "La capital recibió a cuarenta ciudades. Los debates trataron sobre vivienda.\n\n"
            "Foto: las delegaciones en el palacio\n\n"
            "“La vivienda es un derecho, y las ciudades tenemos que defenderlo.”\n— Carolina Sosa, intendenta\n\n"
            "das por la comisión de\n\nLa conversación abierta fue seguida por talleres en grupos pequeños de vecinos.\n\n"
            "Puede leer el informe [aquí](file:///C:/informe.pdf).\n\nLeer más\n"
        ),
        "2019-12-04",
        "> La vivienda es un derecho, y las ciudades tenemos que defenderlo.\n>\n> — Carolina Sosa, intendenta",
        ["Noticias", "Foto: las", "das por", "conversación abierta", "file:///", "Leer más"],
    ),
    "ar": (
        (
            "أخبار\n\nالقاهرة تستضيف مؤتمر المدن\n\nالأربعاء ٤ ديسمبر ٢٠١٩\n\n"
            "اجتمع في القاهرة ممثلون عن أربعين مدينة. واستمر اللقاء ثلاثة أيام.\n\nصورة من حلقة النقاش\n\n"
            "«المدينة ملك لسكانها جميعا، وعلينا أن نصغي إليهم.»\n\nخالد منصور، محافظ القاهرة\n\n"
            "، وذلك من أجل تحسين\n\nوبعد هذا العرض، زار المشاركون محطة المترو الجديدة في المدينة.\n\n"
            "يمكنكم قراءة التقرير [هنا](#).\n\nشارك\n"
        ),
        "2019-12-04",
        "> المدينة ملك لسكانها جميعا، وعلينا أن نصغي إليهم.\n>\n> — خالد منصور، محافظ القاهرة",
        ["أخبار", "صورة من", "وذلك من أجل", "العرض", "هنا", "شارك"],
    ),
    "zh-Hans": (
        (
            "新闻\n\n广州举办世界大会\n\n2019年12月4日\n\n来自四十个城市的代表齐聚广州。会议持续了三天。\n\n图为代表们参加讨论\n\n"
            "“城市属于全体居民，我们必须倾听他们的声音。”\n\n李明，广州市市长\n\n，以便改善城市交通\n\n"
            "如上图所示，工程进展顺利。\n\n您可以点击[这里](#)阅读报告。\n\n阅读更多\n"
        ),
        "2019-12-04",
        "> 城市属于全体居民，我们必须倾听他们的声音。\n>\n> — 李明，广州市市长",
        ["新闻", "图为", "以便改善", "如上图所示", "这里", "阅读更多"],
    ),
}


@pytest.mark.parametrize("language", OTHERS)
def test_the_rules_hold_in_other_languages_and_scripts(language):
    """Shapes decide before words: fragments, speakers and dates are found without capitals too."""
    source, day, quote, words = OTHERS[language]

    article, faults = imported(source, language=language)

    assert str(article.date) == day
    assert quote in article.body
    assert len(faults) == len(words), faults
    assert [word in fault for word, fault in zip(words, faults, strict=True)] == [True] * len(words), faults


def test_a_sound_text_has_no_defects():
    """Nothing is reported where nothing is wrong, in scripts with and without case."""
    sound = {
        "en": "A title\n\nThe first paragraph is a whole sentence.\n\nAnd so is the second one, of course.\n",
        "ar": "عنوان المقال\n\nاجتمع ممثلو المدن في القاهرة.\n\nواستمر اللقاء ثلاثة أيام كاملة.\n",
        "ja": "記事の題名\n\n各都市の代表が広州に集まった。\n\n会議は三日間続いた。\n",
        "th": "ชื่อบทความ\n\nผู้แทนจากสี่สิบเมืองมาประชุมกันที่กรุงเทพฯ\n\nการประชุมใช้เวลาสามวันเต็ม\n",
    }
    for language, source in sound.items():
        assert imported(source, language=language)[1] == []


HOSTILE = {
    "nothing": b"",
    "blank lines": b" \n\n\t\n",
    "one word": b"word",
    "NUL": b"a\x00b",
    "script": b"<script>alert(1)</script><p onclick=x>Some text.</p><svg onload=y><p>More text.</p>",
    "base and refresh": b"<base href='javascript:x'><meta http-equiv=refresh content='0;url=//x'><p><a href=y>z</a>",
    "a template": b"A title\n\n{{7*7}} and {% include '/etc/passwd' %} in one text.",
    "ten thousand div": b"<div>" * 10_000 + b"Some text." + b"</div>" * 10_000,
    "unclosed comments": b"<p>Some text.</p>" + b"<!--" * 10_000,
    "stray signs": b"<p>" + b"<" * 10_000,
    "unclosed tags": b"<p>Text</p>" + b"<a " * 10_000,
    "a long line": b"A title\n\n" + b"word " * 10_000,
    "a line without spaces": b"x" * 60_000,
    "brackets": b"# T\n\n" + b"[" * 5_000,
    "half links": b"# T\n\n" + b"[a](" * 5_000,
    "deep quotes": b"# T\n\n" + b"> " * 5_000 + b"x",
    "template tags": b"# T\n\n" + b"{% a " * 6_000,
    "pictures only": b"![](x) " * 2_000,
    "a table only": b"a\tb\nc\td\n",
    "a number without end": b"<p>&#" + b"9" * 6_000 + b";</p>",
    "broken front matter": b"---\ntitle: *x\nlang: [\n---\n\nSome text.",
    "controls as references": b"<p>a&#1;b&#x202e;c&#x2028;d and so on.</p>",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_hostile_input_gives_an_article_or_an_error_of_ours(source):
    """Nothing else escapes, and the result is always a valid article file."""
    for name in ("a.txt", "a.md", "a.html"):
        try:
            article, _ = imported(source, name=name)
        except ArticleError:
            continue
        assert "<script" not in article.body
        assert "javascript:" not in article.body


# fmt: off
_PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<div>", "<article>", "<h1>", "<h2>T", "<ul>", "<li>", "<ol start=3>", "</ul>",
        "<table>", "<tr>", "<td>", "<th>", "</table>", "<a href='#'>", "<a href='javascript:x'>", "</a>",
        "<img src=x>", "<b>", "</b>", "<img src=data:x alt='[a](b)'>", "<em>", "<code>", "</code>",
        "<pre>", "</pre>", "<blockquote>", "<br>", "<hr>", "</blockquote>", "<figure>", "<figcaption>",
        "<script>", "</script>", "<svg>", "<base href=//x>", "<!--", "-->", "<meta charset=utf-8>",
        "<![CDATA[", "<?php", "&amp;", "&#x202e;", "&#1;", "&shy;", "*", "**", "_", "`", "```\n", "[a][b]",
        "[a](b)", "![", "](", "\n", "\n\n", "# H\n", "> q\n", "- i\n", "1. i\n", "| a |\n|---|\n", "---\n",
        "---\ntitle: x\n---\n", "+++\n", "{% x %}", "{{ a }}", "{% assign a='b' %}", "“", "”", "«", "»",
        '"', "— X, y", "\u202e", "\u2066", "\u0301", "\u0000", "\u000b", "\u2028", "é", "Ã©", "â€™", "工程",
        "مرحبا", "4 May 2020", "04/12/2019", "By Ana Puig", "NEWS", "Read more", "Photo", "lower case",
        "word word", "\t", "\\", "~~", "===\n", "A sentence that is long enough to be a paragraph.",
        "https://a.example/x_(y)", "<aside markdown=1>", "</aside>",
    ]
)
# fmt: on


@settings(max_examples=300)
@given(
    source=st.lists(_PIECES, max_size=30).map("".join).map(str.encode) | st.binary(max_size=200),
    name=st.sampled_from(["a.txt", "a.md", "a.html"]),
    language=st.sampled_from(["en", "ar", "zh-Hans", "th"]),
)
def test_any_bytes_and_any_soup_of_markup_give_an_article_or_an_error_of_ours(source, name, language):
    """Import never falls over, and never writes a file that cannot be read again."""
    try:
        result = import_article(source, name=name, language=Locale.parse(language), slug="a")
    except ArticleError:
        return
    parse_article(result.text, slug="a", path="a.md")
    assert all(fault.where.startswith(name) for fault in result.faults)


def test_a_text_without_words_is_refused():
    """An empty file is no article."""
    with pytest.raises(ArticleError, match="there is no text in it"):
        imported("\n\n")


def test_a_flood_of_one_defect_is_counted():
    """The list of faults stays readable: forty of a kind, and how many more there are."""
    _, faults = imported("A title\n\n" + "\n\n".join(f"Read [this {n}](#), all of you." for n in range(100)))

    assert len(faults) == 41
    assert "60 more of this kind: dead links" in faults[-1]


def test_a_language_that_the_text_denies_is_told():
    """A page in French under the flag of English is a mistake that a reader would see first."""
    page = '<html lang="fr"><body><h1>Titre</h1><p>Un texte entier.</p></body></html>'

    assert "is in fr, and was imported as en" in imported(page)[1][0]
    assert imported(page, language="fr-CA")[1] == []
    assert "is unknown" in imported(page.replace('"fr"', '"klingon-x"'))[1][0]


CORPUS = os.environ.get("NEWSLETTER_CORPUS")


@pytest.mark.skipif(
    not CORPUS, reason="NEWSLETTER_CORPUS names no folder of Markdown files in many languages"
)
def test_a_corpus_of_real_markdown_is_imported_whole():
    """Every file `<language>.md` below the folder becomes an article that can be read."""
    paths = sorted(Path(CORPUS or "").rglob("*.md"))
    assert paths

    for path in paths:
        article, _ = imported(path.read_bytes(), name=path.name, language=path.stem)
        assert article.title, path
        assert "{%" not in article.body, path
