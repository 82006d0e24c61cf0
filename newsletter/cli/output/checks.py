"""What `newsletter catalogue check` prints: for a person, as JSON, as JUnit XML, as GitHub's annotations.

Sources: the JUnit schema that Jenkins reads (testsuites, testsuite, testcase, failure); GitHub, "Workflow
commands for GitHub Actions", and `escapeData`, `escapeProperty` of actions/toolkit.
"""

import re
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from rich.markup import escape

from newsletter.cli.output import console
from newsletter.translation.checks.base import Finding, Severity
from newsletter.translation.workflows.check import CheckedFile, CheckReport

# Translations are hostile until read: control characters would move the terminal's cursor, overrides
# would turn the line round, and XML allows neither.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class ReportFormat(StrEnum):
    """Who reads the report."""

    TEXT = "text"
    JSON = "json"
    JUNIT = "junit"
    GITHUB = "github"


def report(done: CheckReport, wanted: ReportFormat, *, strict: bool) -> None:
    """Print the report in a format. `strict`: warnings fail, too."""
    if wanted is ReportFormat.JSON:
        console.as_json(_json(done))
    elif wanted is ReportFormat.JUNIT:
        sys.stdout.write(_junit(done, strict=strict) + "\n")
    elif wanted is ReportFormat.GITHUB:
        for line in _github(done, strict=strict):
            sys.stdout.write(line + "\n")
    else:
        _text(done)


def _text(done: CheckReport) -> None:
    """Print one line per finding, the files parted by empty lines, and a summary."""
    for one in done.fixed:
        console.out.print(f"[green]fixed[/] {escape(_line(one, one.what))}")
    for file in done.files:
        for one in file.findings:
            colour = "red" if _blocks(one) else "yellow"
            where = f"[{colour}]{escape(f'{one.path}:{one.line}')}[/]"
            console.out.print(
                f"{where}{escape(_line(one, _said(one)).removeprefix(f'{one.path}:{one.line}'))}"
            )
        if file.findings:
            console.out.print()
    console.out.print(_summary(done))


def _line(one: Finding, said: str) -> str:
    return _visible(f"{one.path}:{one.line}: [{one.check}] {said}.")


def _said(one: Finding) -> str:
    return f"{'' if _blocks(one) else 'warning: '}{one.what}. {one.remedy}"


def _summary(done: CheckReport) -> str:
    mended = f"Mended {len(done.fixed)}. " if done.fixed else ""
    return (
        f"{mended}{done.message_count} translations in {len(done.files)} files: "
        f"{done.blocking_count} faults that block, {done.warning_count} warnings."
    )


def _blocks(one: Finding) -> bool:
    return one.severity is Severity.BLOCKS


def _visible(text: str) -> str:
    """Return a text on one line, with names in place of characters that nobody sees."""
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _json(done: CheckReport) -> dict[str, Any]:
    return {
        "files": len(done.files),
        "messages": done.message_count,
        "blocking": done.blocking_count,
        "warnings": done.warning_count,
        "findings": [_finding(one) for file in done.files for one in file.findings],
        "fixed": [_finding(one) for one in done.fixed],
    }


def _finding(one: Finding) -> dict[str, Any]:
    context, text = one.key
    return {
        "check": one.check,
        "severity": one.severity.value,
        "path": one.path,
        "line": one.line,
        "context": context,
        "text": text,
        "form": one.form,
        "what": one.what,
        "remedy": one.remedy,
        "fixed": one.fixed,
    }


def _junit(done: CheckReport, *, strict: bool) -> str:
    """Return JUnit XML: a suite per file, a case per finding; one case that passes where nothing is wrong."""
    root = ET.Element("testsuites", name="newsletter catalogue check")
    for file in done.files:
        cases = [_case(one, fails=strict or _blocks(one)) for one in file.findings]
        cases = cases or [
            ET.Element("testcase", classname=_visible(file.path), name="all messages", time="0")
        ]
        failures = sum(case.find("failure") is not None for case in cases)
        counts = {"tests": str(len(cases)), "failures": str(failures), "errors": "0", "skipped": "0"}
        suite = ET.SubElement(root, "testsuite", {"name": _visible(file.path), "time": "0", **counts})
        suite.extend(cases)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")


def _case(one: Finding, *, fails: bool) -> ET.Element:
    """Return a test case; what is only a warning passes, and says so."""
    name = f"{one.check} (line {one.line})"
    case = ET.Element("testcase", classname=_visible(one.path), name=_visible(name), time="0")
    text = _line(one, _said(one))
    if fails:
        failure = ET.SubElement(case, "failure", message=_visible(one.what), type=one.check)
        failure.text = text
    else:
        ET.SubElement(case, "system-out").text = text
    return case


def _github(done: CheckReport, *, strict: bool) -> Iterator[str]:
    """Yield a workflow command per finding; paths are below the directory that we stand in."""
    for file in done.files:
        place = _escaped_property(_below_here(done.root, file))
        for one in file.findings:
            level = "error" if strict or _blocks(one) else "warning"
            title = _escaped_property(f"{one.check}: {one.severity.value}")
            message = _escaped(f"{one.what}. {one.remedy}.")
            yield f"::{level} file={place},line={one.line},title={title}::{message}"


def _below_here(root: Path, file: CheckedFile) -> str:
    path = (root / file.path).resolve()
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else file.path


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
