"""The wheel holds what the package needs at run time, and finds it there."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """The wheel, built from this checkout and unpacked."""
    pytest.importorskip("hatchling", reason="hatchling is not installed; requirements/dev.lock has it")
    work = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", work],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [wheel] = work.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(work / "site")
    return work / "site"


def test_templates_catalogues_and_example_are_inside(unpacked):
    """Whoever installs the wheel can run the demonstration."""
    shipped = unpacked / "newsletter" / "_shipped"

    assert (shipped / "templates/mail/base.mjml").is_file()
    assert (shipped / "locales/ar/LC_MESSAGES/interface.po").is_file()
    assert (shipped / "examples/metropolis/newsroom.toml").is_file()


def test_data_beside_the_code_is_inside(unpacked):
    """Words that importing looks for, and MJML's table of components."""
    package = unpacked / "newsletter"

    assert (package / "importing/words.toml").is_file()
    assert (package / "rendering/mjml_components.json").is_file()


def test_the_licences_of_others_are_beside_what_is_theirs(unpacked):
    """MJML's table of components."""
    package = unpacked / "newsletter"

    assert "The MIT License" in (package / "rendering/mjml_components.LICENSE").read_text(encoding="utf-8")


def test_the_installed_package_finds_them(unpacked, tmp_path):
    """The same lookup as in a checkout; a preview of the example is made from the wheel alone."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "import newsletter.resources as s;"
        "assert '_shipped' in str(s.shipped_path('templates')), s.shipped_path('templates');"
        "from newsletter.cli import main; sys.argv[1:] = ['init', sys.argv[2], '--example']; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, unpacked, tmp_path / "newsroom"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "newsroom" / "editions").is_dir()
