"""The house keeps its shape: layers, sizes, locks, catalogues; nothing in it is of one machine alone."""

import ast
import itertools
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.newsroom.create import init_example
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.resources import built_in_templates
from newsletter.translation.template_messages import messages_of_templates
from newsletter.translation.update import Heading, template_text
from newsletter.translation.workflows.update_catalogues import update_catalogues
from repository import ROOT, files_of

MODULES = sorted((ROOT / "newsletter").rglob("*.py"))
CATALOGUES = sorted(
    [*ROOT.glob("locales/*/LC_MESSAGES/*.po"), *ROOT.glob("examples/*/locales/*/LC_MESSAGES/*.po")]
)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_file_that_git_does_not_have_is_none_of_the_repository(tmp_path):
    """A log, a note: whoever works in a checkout may keep what they like in it."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    for name in ("article.md", "a note of mine.txt"):
        (tmp_path / name).touch()
    subprocess.run(["git", "add", "article.md"], cwd=tmp_path, check=True)

    assert files_of(tmp_path) == [tmp_path / "article.md"]


def test_without_git_nothing_is_known_of_a_repository(tmp_path, monkeypatch):
    """Neither where git is not installed, nor in an unpacked archive."""
    assert files_of(tmp_path) == []
    monkeypatch.setenv("PATH", str(tmp_path))

    assert files_of(ROOT) == []


def test_imports_point_downwards():
    """The layers of ARCHITECTURE.md, as import-linter sees them."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def test_no_file_is_longer_than_400_lines():
    """A long file is two files that nobody has separated yet."""
    files = [*MODULES, *(ROOT / "tests").rglob("*.py")]
    long = {path.name: n for path in files if (n := len(path.read_text(encoding="utf-8").splitlines())) > 400}

    assert long == {}


def test_no_function_is_longer_than_60_lines():
    """Migrations are lists of columns and may be."""
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in MODULES
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno >= 60
    ]

    assert long == []


def test_every_module_says_its_place():
    """A docstring at the top, and no module named after nothing."""
    without = [
        path.name for path in MODULES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    nameless = [path.name for path in MODULES if path.stem in ("utils", "helpers", "common", "misc")]

    assert without == []
    assert nameless == []


def test_locks_name_no_host_and_hold_every_dependency():
    """`make lock` writes hashes, never an address."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run, dev = (
        (ROOT / "requirements" / name).read_text(encoding="utf-8") for name in ("run.lock", "dev.lock")
    )
    wanted = [
        *project["project"]["dependencies"],
        *itertools.chain(*project["project"]["optional-dependencies"].values()),
    ]

    assert "://" not in run + dev
    assert "--hash=sha256:" in run
    assert [d for d in wanted if f"\n{name_of(d)}" not in f"\n{run}"] == []
    assert [d for d in project["dependency-groups"]["dev"] if f"\n{name_of(d)}" not in f"\n{dev}"] == []


def name_of(dependency):
    """Return the normalised name of a requirement."""
    return re.split(r"[\[<>=; ]", dependency)[0].lower().replace("_", "-")


def places_of(pattern):
    """Return every line of the repository that a pattern finds, but for this file's own."""
    words, is_no_text = re.compile(pattern), re.compile(r"\.(?:png|ico|mo)$|^\.coverage")
    files = files_of(ROOT)
    if not files:
        pytest.skip("nothing can be committed from here: this is no git checkout, or git is not installed")
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files
        if path.name != Path(__file__).name and not is_no_text.search(path.name)
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if words.search(line)
    ]


def test_no_file_of_the_repository_leads_to_one_machine_alone():
    """What is committed works for strangers: no path of somebody's machine, no option that names an index."""
    assert places_of(r"(?<![\w.-])/(?:work|farm|root|home/[a-z]+)/|--(?:extra-)?index-url|--find-links") == []


def test_nothing_is_left_for_later_in_the_repository():
    """What is open is an issue; a conflict that somebody forgot is a fault."""
    assert places_of(r"\b(?:TODO|FIXME|XXX|HACK)\b|^(?:<{7}|>{7}) ") == []


class TestCatalogues:
    """What ships is whole and up to date."""

    @pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.relative_to(ROOT).as_posix())
    def test_a_catalogue_is_read_strictly(self, path):
        """By our reader, and by GNU gettext where it is installed."""
        locale = Locale.parse(path.parents[1].name)
        read_catalogue_file(path.read_bytes(), path=path.name, locale=locale)
        if shutil.which("msgfmt"):
            subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], check=True)

    def test_the_interface_is_whole_in_every_language_of_the_example(self):
        """Ten languages; nobody reads English in a mail's footer."""
        newsroom = NewsroomFolder(ROOT / "examples" / "metropolis").newsroom()
        messages = messages_of_templates(built_in_templates())
        root = NewsroomFolder(ROOT)
        missing = [
            (str(locale), message.text)
            for locale in newsroom.languages
            if locale.language != "en"
            for message in messages
            if root.catalogue(locale, "interface").translation(message.context, message.text) is None
        ]

        assert missing == []

    def test_the_interface_s_template_is_what_templates_say(self):
        """`locales/update.py` was run after the last change of a template."""
        heading = Heading(title="Interface of mails and pages", project="Newsletter")

        text = template_text(messages_of_templates(built_in_templates()), heading=heading)

        assert (ROOT / "locales" / "interface.pot").read_text(encoding="utf-8") == text

    def test_the_example_s_catalogues_are_up_to_date(self, tmp_path):
        """An update of the example changes no byte."""
        folder = init_example(tmp_path / "newsroom")

        assert [report.path for report in update_catalogues(folder) if report.is_changed] == []
