"""Newsrooms: find one, or make one: a directory in git with settings, a first article and a first edition."""

from pathlib import Path
from shutil import copytree, ignore_patterns

from newsletter.errors import RuleError, SettingsError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.folder import SETTINGS_FILE, NewsroomFolder, find_newsroom
from newsletter.newsroom.settings import Newsroom, newsroom_text
from newsletter.resources import shipped_path
from newsletter.revision.fit_for_world import PLACEHOLDER_POSTAL_ADDRESS

_FIRST_ARTICLE = """\
---
title: A first article
summary: One or two sentences that say what the article is about.
date: {date}
language: {language}
---

Write the article here, in [Markdown](https://commonmark.org/help/).

Each paragraph becomes one message for the translators.
"""
_FIRST_EDITION = """\
---
subject: Our first edition
preheader: What the inbox shows behind the subject.
greeting: Dear {{name}},
language: {language}
date: {date}
articles:
  - first-article
lists:
  - members
---

A few words by the editor, before the articles.
"""
_GITIGNORE = "var/\n*.mo\n"


def named_or_nearest_newsroom(named: Path | None) -> NewsroomFolder | None:
    """Return the newsroom that is named, or else the one that we stand in, if any.

    Raises:
        SettingsError: the directory named is no newsroom.
    """
    if named is None:
        return find_newsroom(Path.cwd())
    if not (named / SETTINGS_FILE).is_file():
        raise SettingsError(
            f"{named} is no newsroom: it has no {SETTINGS_FILE}. Make one: newsletter init {named}"
        )
    return NewsroomFolder(named.resolve())


def require_newsroom(folder: NewsroomFolder | None) -> NewsroomFolder:
    """Return the newsroom that was found, or raise SettingsError with the way to one."""
    if folder is None:
        raise SettingsError(
            f"There is no newsroom here ({SETTINGS_FILE} is neither in {Path.cwd()} nor above). "
            "Change into one, name one with --newsroom DIR, or make one: newsletter init DIR"
        )
    return folder


def init(directory: Path, *, newsroom: Newsroom, today: str) -> list[str]:
    """Make a newsroom and return the files that were written. `today`: ISO date.

    Raises:
        RuleError: the directory has something in it. Nothing is overwritten.
    """
    _require_empty(directory)
    folder = NewsroomFolder(directory)
    language = newsroom.source_language
    files = {
        SETTINGS_FILE: newsroom_text(newsroom),
        "articles/first-article.md": _FIRST_ARTICLE.format(language=language, date=today),
        "editions/first-edition.md": _FIRST_EDITION.format(language=language, date=today),
        ".gitignore": _GITIGNORE,
    }
    for path, text in files.items():
        folder.write(path, text)
    for empty in ("images", "locales"):
        (directory / empty).mkdir()
    return list(files)


def init_example(directory: Path) -> NewsroomFolder:
    """Make a newsroom that is a copy of the example: three articles in ten languages.

    Raises:
        RuleError: the directory has something in it.
    """
    _require_empty(directory)
    copytree(
        shipped_path("examples", "metropolis"),
        directory,
        dirs_exist_ok=True,
        ignore=ignore_patterns("var", "*.mo"),
    )
    (directory / ".gitignore").write_text(_GITIGNORE, encoding="utf-8")
    return NewsroomFolder(directory)


def plain_newsroom(*, name: str, language: Locale, languages: tuple[Locale, ...]) -> Newsroom:
    """Return the settings that `newsletter init` writes, for their owner to change."""
    return Newsroom(
        name=name,
        source_language=language,
        languages=languages,
        sender_name=name,
        sender_address="newsletter@example.org",
        postal_address=PLACEHOLDER_POSTAL_ADDRESS,
        website="https://www.example.org/",
    )


def _require_empty(directory: Path) -> None:
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise RuleError(f"{directory} is not empty. Name a directory that is, or one that does not exist yet")
