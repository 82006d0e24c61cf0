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


def print_report(check_report: CheckReport, wanted: ReportFormat, *, strict: bool) -> None:
    """Print the report in a format. `strict`: warnings fail, too."""
    if wanted is ReportFormat.JSON:
        console.print_json(_report_json(check_report))
    elif wanted is ReportFormat.JUNIT:
        sys.stdout.write(_junit(check_report, strict=strict) + "\n")
    elif wanted is ReportFormat.GITHUB:
        for line in _github(check_report, strict=strict):
            sys.stdout.write(line + "\n")
    else:
        _print_text(check_report)


def _print_text(check_report: CheckReport) -> None:
    """Print one line per finding, the files parted by empty lines, and a summary."""
    for finding in check_report.fixed:
        console.out.print(f"[green]fixed[/] {escape(_line(finding, finding.what))}")
    for file in check_report.files:
        for finding in file.findings:
            colour = "red" if _is_blocking(finding) else "yellow"
            place = f"{finding.path}:{finding.line}"
            text = _line(finding, _description(finding)).removeprefix(place)
            console.out.print(f"[{colour}]{escape(place)}[/]{escape(text)}")
        if file.findings:
            console.out.print()
    console.out.print(_summary(check_report))


def _line(finding: Finding, description: str) -> str:
    return _visible_text(f"{finding.path}:{finding.line}: [{finding.check}] {description}.")


def _description(finding: Finding) -> str:
    return f"{'' if _is_blocking(finding) else 'warning: '}{finding.what}. {finding.remedy}"


def _summary(check_report: CheckReport) -> str:
    mended_text = f"Mended {len(check_report.fixed)}. " if check_report.fixed else ""
    return (
        f"{mended_text}{check_report.message_count} translations in {len(check_report.files)} files: "
        f"{check_report.blocking_count} faults that block, {check_report.warning_count} warnings."
    )


def _is_blocking(finding: Finding) -> bool:
    return finding.severity is Severity.BLOCKS


def _visible_text(text: str) -> str:
    """Return a text on one line, with names in place of characters that nobody sees."""
    return _INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _report_json(check_report: CheckReport) -> dict[str, Any]:
    return {
        "files": len(check_report.files),
        "messages": check_report.message_count,
        "blocking": check_report.blocking_count,
        "warnings": check_report.warning_count,
        "findings": [_finding_json(finding) for file in check_report.files for finding in file.findings],
        "fixed": [_finding_json(finding) for finding in check_report.fixed],
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    context, text = finding.key
    return {
        "check": finding.check,
        "severity": finding.severity.value,
        "path": finding.path,
        "line": finding.line,
        "context": context,
        "text": text,
        "form": finding.form,
        "what": finding.what,
        "remedy": finding.remedy,
        "fixed": finding.fixed,
    }


def _junit(check_report: CheckReport, *, strict: bool) -> str:
    """Return JUnit XML: a suite per file, a case per finding; one case that passes where nothing is wrong."""
    root = ET.Element("testsuites", name="newsletter catalogue check")
    for file in check_report.files:
        cases = [_case(finding, fails=strict or _is_blocking(finding)) for finding in file.findings]
        cases = cases or [
            ET.Element("testcase", classname=_visible_text(file.path), name="all messages", time="0")
        ]
        failures = sum(case.find("failure") is not None for case in cases)
        counts = {"tests": str(len(cases)), "failures": str(failures), "errors": "0", "skipped": "0"}
        suite = ET.SubElement(root, "testsuite", {"name": _visible_text(file.path), "time": "0", **counts})
        suite.extend(cases)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")


def _case(finding: Finding, *, fails: bool) -> ET.Element:
    """Return a test case; what is only a warning passes, and says so."""
    name = f"{finding.check} (line {finding.line})"
    case = ET.Element("testcase", classname=_visible_text(finding.path), name=_visible_text(name), time="0")
    text = _line(finding, _description(finding))
    if fails:
        failure = ET.SubElement(case, "failure", message=_visible_text(finding.what), type=finding.check)
        failure.text = text
    else:
        ET.SubElement(case, "system-out").text = text
    return case


def _github(check_report: CheckReport, *, strict: bool) -> Iterator[str]:
    """Yield a workflow command per finding; paths are below the directory that we stand in."""
    for file in check_report.files:
        place = _escape_property(_path_below_cwd(check_report.root, file))
        for finding in file.findings:
            level = "error" if strict or _is_blocking(finding) else "warning"
            title = _escape_property(f"{finding.check}: {finding.severity.value}")
            message = _escape_data(f"{finding.what}. {finding.remedy}.")
            yield f"::{level} file={place},line={finding.line},title={title}::{message}"


def _path_below_cwd(root: Path, file: CheckedFile) -> str:
    path = (root / file.path).resolve()
    cwd = Path.cwd()
    return path.relative_to(cwd).as_posix() if path.is_relative_to(cwd) else file.path


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
