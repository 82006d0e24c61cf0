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


def print_board(made: Board) -> None:
    """Show the matrix, then what every language that is not ready waits for."""
    console.out.print(f"[bold]{escape(made.subject)}[/] ({made.edition})")
    titles = _titles(made)
    rows = console.table("language", "gate", *titles, "#members", "approved")
    for line in made.lines:
        cells = line.cells if len(titles) == len(made.titles) else (line.cells[0], None)
        bars = [_cell_bar(cell) if cell else _articles_bar(line) for cell in cells]
        rows.add_row(
            str(line.locale), _gate_text(line), *bars, _member_count_text(line), _approved_text(line)
        )
    console.out.print(rows)
    for line in made.lines:
        _print_notes(line, made)


def board_json(board: Board) -> dict[str, Any]:
    """Return the board for machines."""
    return {
        "edition": board.edition,
        "subject": board.subject,
        "languages": [
            {
                "locale": str(line.locale),
                "open": bool(line.gate and line.gate.is_open),
                "why": line.why,
                "members": line.member_count,
                "texts": [_cell_json(cell) for cell in line.cells],
            }
            for line in board.lines
        ],
    }


def _cell_json(cell: Cell) -> dict[str, Any]:
    value: dict[str, Any] = {"text": cell.domain, "source": cell.is_source}
    value["shown_in"] = str(cell.shown_in) if cell.shown_in else None
    if cell.readiness is None:
        return value | {"faults": [str(fault) for fault in cell.faults]}
    readiness = cell.readiness
    approval = readiness.approval
    return value | {
        "ready": readiness.is_ready,
        "percent": readiness.percent,
        "messages": readiness.message_count,
        **{str(standing): readiness.counts.get(standing, 0) for standing in Standing if standing != "ready"},
        "warnings": readiness.warning_count,
        "approved_by": approval.reviewer if approval else None,
        "approved_on": approval.on.isoformat() if approval and approval.on else None,
        "changed": readiness.changed_count,
    }


def _titles(board: Board) -> list[str]:
    if len(board.titles) > _MOST_COLUMNS:
        return [board.titles[0], f"{len(board.titles) - 1} articles"]
    return [
        title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…" for title in board.titles
    ]


def _gate_text(line: Line) -> str:
    if line.gate is None:
        return "[red]broken[/]"
    return "[green]open[/]" if line.gate.is_open else "[red]shut[/]"


def _cell_bar(cell: Cell) -> str:
    if cell.is_source:
        return "[dim]source[/]"
    if cell.readiness is None:
        return _UNREADABLE
    marks = [f"{count}{mark}" for count, mark in _marks(cell.readiness) if count]
    return " ".join([_draw_bar(cell.readiness.ready_count, cell.readiness.message_count), *marks])


def _marks(readiness: Readiness) -> list[tuple[int, str]]:
    return [
        (readiness.counts.get(Standing.FUZZY, 0), "~"),
        (readiness.counts.get(Standing.DRAFT, 0), "d"),
        (readiness.counts.get(Standing.FAULTY, 0), "!"),
        (readiness.counts.get(Standing.COPIED, 0), "="),
    ]


def _articles_bar(line: Line) -> str:
    if any(cell.readiness is None for cell in line.cells[1:]):
        return _UNREADABLE
    readable = [cell.readiness for cell in line.cells[1:] if cell.readiness is not None]
    ready_article_count = sum(readiness.is_ready for readiness in readable)
    bar = _draw_bar(
        sum(readiness.ready_count for readiness in readable),
        sum(readiness.message_count for readiness in readable),
    )
    return f"{bar} {ready_article_count}/{len(line.cells) - 1} ready"


def _draw_bar(ready_count: int, message_count: int) -> str:
    """Return a bar of eighths, and the percentage rounded down."""
    eighths = ready_count * _BAR_CELLS * 8 // message_count if message_count else _BAR_CELLS * 8
    full, rest = divmod(eighths, 8)
    bar_text = "█" * full + (_EIGHTHS[rest] if full < _BAR_CELLS else "")
    percent = ready_count * 100 // message_count if message_count else 100
    colour = "green" if ready_count == message_count else "yellow"
    return f"[{colour}]{bar_text:<{_BAR_CELLS}}[/] {percent:>3} %"


def _member_count_text(line: Line) -> str:
    return "" if line.member_count is None else str(line.member_count)


def _approved_text(line: Line) -> str:
    readable = [cell.readiness for cell in line.cells if cell.readiness and not cell.is_source]
    count = sum(readiness.is_approved for readiness in readable)
    return f"{count}/{len(readable)}" if readable else ""


def _print_notes(line: Line, board: Board) -> None:
    """Print what a language waits for, and what has changed in it."""
    notes = [] if line.gate and line.gate.is_open else [line.why]
    for title, cell in zip(board.titles, line.cells, strict=True):
        remarks = [cell.note, f"shown in {cell.shown_in}" if cell.shown_in and _is_open(line) else ""]
        if any(remarks):
            notes.append(f"{title}: {'; '.join(filter(None, remarks))}")
    notes += dict.fromkeys(str(fault) for cell in line.cells for fault in cell.faults)
    for note in notes:
        console.out.print(f"  {line.locale}: {escape(note)}")


def _is_open(line: Line) -> bool:
    return line.gate is not None and line.gate.is_open
