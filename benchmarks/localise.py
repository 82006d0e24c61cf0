"""How long the text of an edition takes: extraction, localising, PO files, compiled catalogues.

Prints medians with their spread and asserts nothing: run it by hand, on a quiet machine, before and
after a change. The edition has 30 articles with 100 KB of Markdown in all. NEWSLETTER_CORPUS may name
a folder of Markdown files to make it of; without one, sentences are made up. All measurements of one
table take turns, so that what the machine does beside them hits all of them.

    python benchmarks/localise.py
"""

import os
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter

from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.newsroom import markdown
from newsletter.newsroom.article import Article
from newsletter.newsroom.manuscript import article_domain
from newsletter.newsroom.markdown import tokens
from newsletter.po.catalogue import Catalogue
from newsletter.po.mo import compile_catalogue, read_compiled_catalogue
from newsletter.po.parser import CatalogueEntry
from newsletter.po.writer import catalogue_text
from newsletter.translation.localise import localise_article
from newsletter.translation.messages import messages_of_article

ARTICLES, BYTES, LOCALES, ENTRIES, TURNS = 30, 100_000, 30, 5000, 7
SOURCE, TARGET = Locale("en"), Locale("uk")
SENTENCES = {
    "English": "the city and its mayors agreed on a common plan for clean air in summer",
    "French": "le maire et sa ville métropole à l’été données qualité « oui »",
    "Arabic": "اتفق رؤساء بلديات من ست قارات على خطة مشتركة من أجل هواء نقي",
    "Chinese": "来自六大洲的市长们 就清洁空气的 共同计划达成一致 包括其价格",
}
WORDS = {language: sentence.split() for language, sentence in SENTENCES.items()}
HEADER = "Content-Type: text/plain; charset=UTF-8\n"


def paragraphs() -> Iterator[str]:
    """Yield paragraphs without end: the corpus over and over, or made-up ones."""
    corpus = os.environ.get("NEWSLETTER_CORPUS")
    files = sorted(Path(corpus).rglob("*.md")) if corpus else []
    texts = [block for path in files for block in path.read_text(encoding="utf-8").split("\n\n")]
    chance = random.Random(1)  # noqa: S311 -- the same edition in every run
    while True:
        made = f"{' '.join(chance.choices(WORDS['English'], k=60))} [more](https://example.org/), **now**."
        yield from (texts or [made, f"## {made[:40]}", f"- {made}\n- {made[:70]}"])


def articles() -> list[Article]:
    """Return the articles of the edition."""
    blocks, found = paragraphs(), []
    for number in range(ARTICLES):
        body = ""
        while len(body.encode()) < BYTES / ARTICLES:
            body += next(blocks) + "\n\n"
        slug = f"article-{number}"
        found.append(
            Article(
                slug=slug,
                path=f"articles/{slug}.md",
                language=SOURCE,
                title=f"Article {number}",
                summary="What the article is about.",
                body=body,
            )
        )
    return found


def catalogue(entries: list[CatalogueEntry]) -> Catalogue:
    """Return a catalogue of these entries."""
    header = CatalogueEntry(text="", translations=(HEADER,))
    return Catalogue(language=str(TARGET), path="uk.po", header_entry=header, entries=tuple(entries))


def translated(article: Article) -> Catalogue:
    """Return an article's catalogue, in which every message says itself backwards, word by word."""
    return catalogue(
        [
            CatalogueEntry(
                context=message.context,
                text=message.text,
                translations=(" ".join(reversed(message.text.split())),),
            )
            for message in messages_of_article(article)
        ]
    )


def many_entries(words: list[str]) -> list[CatalogueEntry]:
    """Return messages of the length that paragraphs have, translated into a language of these words."""
    chance = random.Random(1)  # noqa: S311 -- the same catalogue in every run
    return [
        CatalogueEntry(
            context="paragraph",
            text=f"{number} {' '.join(chance.choices(WORDS['English'], k=chance.randint(4, 40)))}",
            translations=(f"{number} {' '.join(chance.choices(words, k=chance.randint(4, 40)))}",),
            places=(f"articles/a{number // 30}.md:{number % 30}",),
            flags=("md-text",),
        )
        for number in range(ENTRIES)
    ]


def extract(edition: list[Article]) -> None:
    """Find all messages, as `newsletter catalogue update` does, with nothing remembered."""
    markdown._units.cache_clear()  # noqa: SLF001 -- what is measured is the first time
    for article in edition:
        messages_of_article(article)


def localise_all(pairs: list[tuple[Article, Catalogue]], locale_count: int) -> None:
    """Localise the edition and parse it for both parts of its mails, in so many locales."""
    for _ in range(locale_count):
        for article, words in pairs:
            said = localise_article(
                article,
                locale=TARGET,
                fell_back=False,
                catalogues={TARGET: {article_domain(article.slug): words}},
            )
            tokens(said.body), tokens(said.body)


def in_two_processes(pairs: list[tuple[Article, Catalogue]]) -> None:
    """Localise into all locales, half of them in each process. Starting the processes counts."""
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        list(pool.map(localise_all, [pairs, pairs], [LOCALES // 2, LOCALES - LOCALES // 2]))


def measured(tasks: dict[str, Callable[[], object]]) -> None:
    """Print a line per task: minimum, median and maximum, in milliseconds."""
    figures: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(TURNS):
        for name, task in tasks.items():
            started = perf_counter()
            task()
            figures[name].append((perf_counter() - started) * 1e3)
    for name, found in figures.items():
        shown = " / ".join(f"{figure:,.1f}" for figure in (min(found), median(found), max(found)))
        print(f"{name:<58}{shown} ms")


def main() -> None:
    """Print all tables."""
    print("minimum / median / maximum")
    edition = articles()
    pairs = [(article, translated(article)) for article in edition]
    measured(
        {
            f"extract {ARTICLES} articles, {BYTES // 1000} KB": lambda: extract(edition),
            "localise and parse, 1 locale": lambda: localise_all(pairs, 1),
            f"localise and parse, {LOCALES} locales, 1 process": lambda: localise_all(pairs, LOCALES),
            f"localise and parse, {LOCALES} locales, 2 processes": lambda: in_two_processes(pairs),
        }
    )
    for language, words in WORDS.items():
        measured(catalogue_tasks(language, words))


def catalogue_tasks(language: str, words: list[str]) -> dict[str, Callable[[], object]]:
    """Return what is measured of a large catalogue in a language."""
    whole = catalogue(many_entries(words))
    text, octets = catalogue_text(whole).encode(), compile_catalogue(whole)
    return {
        f"{language}: write a PO file of {ENTRIES} entries": lambda: catalogue_text(whole),
        f"{language}: read it": lambda: read_catalogue_file(text, path="uk.po", locale=TARGET),
        f"{language}: load it compiled, {len(octets) // 1000} KB": lambda: read_compiled_catalogue(
            octets, path="uk.mo"
        ),
    }


if __name__ == "__main__":
    main()
