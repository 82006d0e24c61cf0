"""Documents say what is: the reference is generated, commands exist, links lead somewhere."""

import importlib.util
import re
import shlex

import pytest
import typer

from newsletter.cli.app import app
from newsletter.translation.checks.runner import CODES
from repository import ROOT, files_of

TOPS = ("", "newsletter", "examples/metropolis")
KNOWN = set(files_of(ROOT))
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "examples/**/*.md")
    for path in ROOT.glob(pattern)
    if "var" not in path.parts and (path in KNOWN or not KNOWN)
)


def generated():
    """Return what docs/generate.py would write."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.pages()


def test_the_reference_is_what_the_code_says():
    """`make docs` was run after the last change of a command, a setting or a move."""
    for name, text in generated().items():
        assert (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8") == text, (
            f"run: make docs ({name})"
        )


def test_every_setting_has_words():
    """A setting that nobody explains is a trap."""
    rows = [line for line in generated()["settings.md"].splitlines() if line.startswith("| `NEWSLETTER_")]

    assert rows
    assert all(len(row.split("|")[3].strip()) > 20 for row in rows)


def test_every_check_has_its_page():
    """With an example of what is right and one of what is wrong."""
    page = generated()["checks.md"]
    sections = {part.partition("\n")[0]: part for part in page.split("\n## ")[1:]}

    assert set(sections) == CODES
    assert all("- good: " in text and "- bad: " in text for text in sections.values())


def commands():
    """Return every `newsletter …` line of the documents' code blocks, each once."""
    texts = [path.read_text(encoding="utf-8") for path in DOCUMENTS if path.parent.name != "decisions"]
    found = re.findall(r"^    (?:\S*/)?newsletter ([a-z].*?)(?:  +#.*)?$", "\n".join(texts), re.MULTILINE)
    return [shlex.split(line) for line in dict.fromkeys(found)]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_a_command_of_the_documents_exists(words):
    """With the options that it is shown with."""
    command = typer.main.get_command(app)
    rest = list(words)
    while hasattr(command, "commands"):
        command = command.commands[rest.pop(0)]
    options = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}

    assert {word.partition("=")[0] for word in rest if word.startswith("--")} <= options


def test_the_readme_s_make_targets_exist():
    """`make demo`, `make test` and the others."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        target
        for document in ("README.md", "CONTRIBUTING.md")
        for target in re.findall(r"\bmake ([a-z]+)", (ROOT / document).read_text(encoding="utf-8"))
    }

    assert {"demo", "test"} <= named <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(document):
    """Every relative link and picture exists."""
    text = document.read_text(encoding="utf-8")
    targets = re.findall(
        r"\]\((?!https?:|#|mailto:)([^)#\s]+)", re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)
    )

    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_documents_name_of_the_code_exists(document):
    """Files (`translation/gate.py`, `locales/update.py`) and functions (`planning.release`)."""
    text = document.read_text(encoding="utf-8")
    files = re.findall(r"`((?:\w+/)*\w+\.py)`", text)
    functions = re.findall(r"`([a-z_]+)\.([a-z_]+)`", text)

    assert [file for file in files if not any((ROOT / top / file).exists() for top in TOPS)] == []
    assert [f"{module}.{name}" for module, name in functions if not is_function(module, name)] == []


def is_function(module, name):
    """Tell whether a module of the package has a function of this name, or the name is a file's."""
    if name in {"md", "csv", "toml", "txt", "mjml", "html", "sqlite3", "po", "py", "mjs", "json"}:
        return True
    modules = (ROOT / "newsletter").rglob(f"{module}.py")
    return any(f"\ndef {name}(" in path.read_text(encoding="utf-8") for path in modules)


def test_every_decision_is_numbered_once_and_one_page():
    """So that code and people can name it."""
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    assert [page.name[:4] for page in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)]
    assert all(len(page.read_text(encoding="utf-8").splitlines()) < 60 for page in pages)


def test_the_pictures_of_the_readme_are_small():
    """A newcomer does not wait for them."""
    pictures = list((ROOT / "docs" / "pictures").glob("*.png"))

    assert pictures
    assert all(picture.stat().st_size < 150_000 for picture in pictures)
