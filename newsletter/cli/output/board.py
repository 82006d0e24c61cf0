"""What `newsletter status` prints: one line a language, one bar a text."""

from typing import Any

from rich.markup import escape

from newsletter.cli.output import console
from newsletter.translation.readiness import Readiness, Standing
from newsletter.translation.status import Board, Cell, Line

_BAR_CELLS = 8
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_MOST_COLUMNS = 5
"""Texts that are told apart on a terminal; of more, all articles are one bar."""
_LONGEST_TITLE = 18
_UNREADABLE = "[red]cannot be read[/]"


def board(made: Board) -> None:
    """Show the matrix, then what every language that is not ready waits for."""
    console.out.print(f"[bold]{escape(made.subject)}[/] ({made.edition})")
    titles = _titles(made)
    rows = console.table("language", "gate", *titles, "#members", "approved")
    for line in made.lines:
        cells = line.cells if len(titles) == len(made.titles) else (line.cells[0], None)
        bars = [_bar(cell) if cell else _articles_bar(line) for cell in cells]
        rows.add_row(str(line.locale), _gate(line), *bars, _members(line), _approved(line))
    console.out.print(rows)
    for line in made.lines:
        _notes(line, made)


def as_value(made: Board) -> dict[str, Any]:
    """Return the board for machines."""
    return {
        "edition": made.edition,
        "subject": made.subject,
        "languages": [
            {
                "locale": str(line.locale),
                "open": bool(line.gate and line.gate.is_open),
                "why": line.why,
                "members": line.member_count,
                "texts": [_cell_value(cell) for cell in line.cells],
            }
            for line in made.lines
        ],
    }


def _cell_value(cell: Cell) -> dict[str, Any]:
    value: dict[str, Any] = {"text": cell.domain, "source": cell.is_source}
    value["shown_in"] = str(cell.shown_in) if cell.shown_in else None
    if cell.readiness is None:
        return value | {"faults": [str(fault) for fault in cell.faults]}
    ready = cell.readiness
    approval = ready.approval
    return value | {
        "ready": ready.is_ready,
        "percent": ready.percent,
        "messages": ready.message_count,
        **{str(standing): ready.counts.get(standing, 0) for standing in Standing if standing != "ready"},
        "warnings": ready.warning_count,
        "approved_by": approval.reviewer if approval else None,
        "approved_on": approval.on.isoformat() if approval and approval.on else None,
        "changed": ready.changed_count,
    }


def _titles(made: Board) -> list[str]:
    if len(made.titles) > _MOST_COLUMNS:
        return [made.titles[0], f"{len(made.titles) - 1} articles"]
    return [
        title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…" for title in made.titles
    ]


def _gate(line: Line) -> str:
    if line.gate is None:
        return "[red]broken[/]"
    return "[green]open[/]" if line.gate.is_open else "[red]shut[/]"


def _bar(cell: Cell) -> str:
    if cell.is_source:
        return "[dim]source[/]"
    if cell.readiness is None:
        return _UNREADABLE
    marks = [f"{count}{mark}" for count, mark in _marks(cell.readiness) if count]
    return " ".join([_drawn(cell.readiness.ready_count, cell.readiness.message_count), *marks])


def _marks(ready: Readiness) -> list[tuple[int, str]]:
    return [
        (ready.counts.get(Standing.FUZZY, 0), "~"),
        (ready.counts.get(Standing.DRAFT, 0), "d"),
        (ready.counts.get(Standing.FAULTY, 0), "!"),
        (ready.counts.get(Standing.COPIED, 0), "="),
    ]


def _articles_bar(line: Line) -> str:
    if any(cell.readiness is None for cell in line.cells[1:]):
        return _UNREADABLE
    found = [cell.readiness for cell in line.cells[1:] if cell.readiness is not None]
    whole_count = sum(ready.is_ready for ready in found)
    bar = _drawn(sum(ready.ready_count for ready in found), sum(ready.message_count for ready in found))
    return f"{bar} {whole_count}/{len(line.cells) - 1} ready"


def _drawn(ready_count: int, message_count: int) -> str:
    """Return a bar of eighths, and the percentage rounded down."""
    eighths = ready_count * _BAR_CELLS * 8 // message_count if message_count else _BAR_CELLS * 8
    full, rest = divmod(eighths, 8)
    drawn = "█" * full + (_EIGHTHS[rest] if full < _BAR_CELLS else "")
    percent = ready_count * 100 // message_count if message_count else 100
    colour = "green" if ready_count == message_count else "yellow"
    return f"[{colour}]{drawn:<{_BAR_CELLS}}[/] {percent:>3} %"


def _members(line: Line) -> str:
    return "" if line.member_count is None else str(line.member_count)


def _approved(line: Line) -> str:
    found = [cell.readiness for cell in line.cells if cell.readiness and not cell.is_source]
    count = sum(ready.is_approved for ready in found)
    return f"{count}/{len(found)}" if found else ""


def _notes(line: Line, made: Board) -> None:
    """Print what a language waits for, and what has changed in it."""
    notes = [] if line.gate and line.gate.is_open else [line.why]
    for title, cell in zip(made.titles, line.cells, strict=True):
        said = [cell.note, f"shown in {cell.shown_in}" if cell.shown_in and _is_open(line) else ""]
        if any(said):
            notes.append(f"{title}: {'; '.join(filter(None, said))}")
    notes += dict.fromkeys(str(fault) for cell in line.cells for fault in cell.faults)
    for note in notes:
        console.out.print(f"  {line.locale}: {escape(note)}")


def _is_open(line: Line) -> bool:
    return line.gate is not None and line.gate.is_open
