"""A small newsroom with what its French catalogues know, for tests of memory, drafts and glossary."""

from newsletter.i18n.locale import Locale
from newsletter.newsroom.create import init, plain_newsroom
from newsletter.newsroom.folder import NewsroomFolder

HEADER = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=n>1;\\n"
"""
ARTICLE = """\
---
title: News of Polycentra
summary: Words
date: 2026-05-01
language: en
do_not_translate: [Polycentra]
---
Write to us at any time.
"""
EDITION = """\
---
subject: Hello
preheader: Words
greeting: Dear {name},
language: en
articles: [tram]
lists: [members]
---
"""
OLD = '\n#~ msgid "Write to us at any time"\n#~ msgstr "Écrivez-nous !"\n'
NEWS = """
msgctxt "title"
msgid "News of Polycentra"
msgstr "Nouvelles de Polycentra"

#, fuzzy
msgid "Nobody has confirmed this"
msgstr "Personne"

#, md-text
msgctxt "paragraph"
msgid "Write to us at any time."
msgstr ""
"""
MAY = """
msgctxt "greeting"
msgid "Dear {name},"
msgstr ""
"""


def given_newsroom(directory) -> NewsroomFolder:
    """Make a newsroom whose French catalogues have a fuzzy message and two without a translation."""
    news = plain_newsroom(name="Polycentra", language=Locale("en"), languages=(Locale("en"), Locale("fr")))
    init(directory / "news", newsroom=news, today="2026-05-01")
    folder = NewsroomFolder(directory / "news")
    for file in (directory / "news").glob("*/first-*.md"):
        file.unlink()
    folder.write("articles/news.md", ARTICLE)
    folder.write("articles/tram.md", ARTICLE.replace("News of Polycentra", "A tram without a catalogue"))
    folder.write("editions/may.md", EDITION)
    for domain, entries in (("article-old", OLD), ("article-news", NEWS), ("edition-may", MAY)):
        folder.write(f"locales/fr/LC_MESSAGES/{domain}.po", HEADER + entries)
    return folder
