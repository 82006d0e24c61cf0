"""What commands print: for people on a terminal, or JSON for machines. Errors go to standard error."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from newsletter.errors import Fault, NewsletterError, SourceError

# A file or a pipe has no width to wrap to.
_WIDTH = None if sys.stdout.isatty() else 200
out = Console(highlight=False, soft_wrap=True, width=_WIDTH)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def print_error(fault: NewsletterError) -> None:
    """Print what went wrong and the way on."""
    if isinstance(fault, SourceError):
        for source_fault in fault.faults:
            err.print(f"[bold red]error:[/] {_escaped_text(source_fault)}")
    else:
        err.print(f"[bold red]error:[/] {_escaped_text(fault)}")


def print_json(value: dict[str, Any] | list[Any]) -> None:
    """Print one JSON value."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def table(*columns: str) -> Table:
    """Return a plain table; a column that begins with `#` holds numbers."""
    new_table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        new_table.add_column(column.removeprefix("#"), justify="right" if column.startswith("#") else "left")
    return new_table


def print_note(text: str) -> None:
    """Print a line that is no result: progress, hints. Goes to standard error."""
    err.print(_escaped_text(text))


def print_fault(one: Fault) -> None:
    """Print one fault of a source that was used all the same."""
    out.print(
        f"  [yellow]{_escaped_text(one.where)}[/]: {_escaped_text(one.what)}. {_escaped_text(one.remedy)}."
    )


def fault_json(fault: Fault) -> dict[str, str]:
    """Return one fault for machines."""
    return {"where": fault.where, "what": fault.what, "remedy": fault.remedy}


@contextmanager
def progress(title: str, *, to_stderr: bool = False) -> Iterator[Callable[..., None]]:
    """Show a bar while the block runs; yields `advance(item, total)`. Silent where nobody watches."""
    with bar(to_stderr=to_stderr) as bars:
        task = bars.add_task(title, total=None)

        def advance(_item: object, total: int | None) -> None:
            bars.update(task, total=total, advance=1)

        yield advance


@contextmanager
def bar(*, to_stderr: bool = False) -> Iterator[Progress]:
    """Show progress bars on the terminal; they vanish at the end and never reach a file or a pipe."""
    console = err if to_stderr else out
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        yield bars


def print_newsroom_made(directory: Path) -> None:
    """Say that a newsroom was made, and what to do next."""
    out.print(f"Made the newsroom [bold]{_escaped_text(directory)}[/]. Next:")
    out.print(f"  cd {_escaped_text(directory)}")
    out.print("  newsletter up                 in one terminal; then in another:")
    out.print("  newsletter catalogue update   writes the files for translators")


def print_upgrade(before: str | None, now: str) -> None:
    """Say what `db upgrade` did."""
    if before == now:
        out.print(f"The database is at schema {now} already.")
    else:
        out.print(f"The database went from {before or 'empty'} to schema {now}.")


def _escaped_text(value: object) -> str:
    """Return text that rich prints as it is."""
    return escape(str(value))
