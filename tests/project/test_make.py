"""`make` says what it is doing, and makes its environment where it is told."""

import re
import subprocess

from repository import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
RECIPES = re.findall(r"^\S.*:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
LONG = re.compile(r"\$\(PIP\)|^\t.*pip install|-m venv", re.MULTILINE)


def test_every_long_step_is_announced():
    """A slow machine is silent for minutes while pip works; a person must know that it is pip."""
    silent = [
        line.strip()
        for recipe in RECIPES
        for before, line in zip(["", *recipe.splitlines()], recipe.splitlines(), strict=False)
        if LONG.search(line) and "@echo " not in before
    ]

    assert len(LONG.findall(MAKEFILE)) == 4, "the environment, two lists of libraries, newsletter itself"
    assert silent == []


def test_another_python_gets_an_environment_of_its_own(tmp_path):
    """The suite runs on a newer Python without touching the usual environment; nothing of it is committed."""
    venv = tmp_path / ".venv-newer"
    argv = ["make", "--dry-run", "test", "PY=python-newer", f"VENV={venv}"]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=True)

    assert f"python-newer -m venv {venv}\n" in done.stdout
    assert f"\n{venv}/bin/python -m pytest" in done.stdout
    assert ".venv/" not in done.stdout
    assert ".venv*/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
