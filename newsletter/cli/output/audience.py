"""What the commands of lists and members print."""

from collections.abc import Sequence

from rich.markup import escape

from newsletter.cli.output import console
from newsletter.members.member_list import MemberList
from newsletter.subscriptions.lists import MemberImportReport


def print_list_made(member_list: MemberList) -> None:
    """Say that a list was made."""
    console.out.print(f"Made the list [bold]{member_list.name}[/].")


def print_list_policy(member_list: MemberList) -> None:
    """Say what a list does now with members whose language is not ready."""
    policy = _policy_text(member_list)
    console.out.print(f"The list [bold]{member_list.name}[/]: members whose language is not ready: {policy}.")


def _policy_text(member_list: MemberList) -> str:
    return str(member_list.not_ready) if member_list.not_ready else "as the newsroom says"


def print_lists(member_lists: Sequence[MemberList], *, as_json: bool) -> None:
    """Show all lists."""
    if as_json:
        console.print_json(
            [
                {
                    "name": member_list.name,
                    "title": member_list.title,
                    "members": member_list.member_count,
                    "not_ready": str(member_list.not_ready) if member_list.not_ready else None,
                }
                for member_list in member_lists
            ]
        )
        return
    rows = console.table("list", "#members", "not ready", "title")
    for member_list in member_lists:
        rows.add_row(
            member_list.name,
            str(member_list.member_count),
            _policy_text(member_list),
            escape(member_list.title),
        )
    console.out.print(rows)


def print_member_import(report: MemberImportReport, *, as_json: bool) -> None:
    """Show what an import did, row by row where there is something to say."""
    if as_json:
        console.print_json(
            {
                "new": report.added.new_count,
                "subscribed": report.added.subscribed_count,
                "known": report.added.known_count,
                "bad_row_count": report.fault_count,
                "bad_rows": [console.fault_json(bad_row) for bad_row in report.faults],
                "notes": [{"where": note.where, "what": note.what} for note in report.notes],
            }
        )
        return
    for fault in report.faults:
        console.print_fault(fault)
    for remark in report.notes:
        console.out.print(f"  {remark}")
    if report.ignored_columns:
        console.out.print(f"Columns that are not used: {', '.join(report.ignored_columns)}.")
    console.out.print(
        f"Subscribed: {report.added.subscribed_count} (new to the service: {report.added.new_count}). "
        f"On the list before: {report.added.known_count}. Bad rows left out: {report.fault_count}."
    )
