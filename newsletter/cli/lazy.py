"""Commands that are imported when somebody runs them: most of a start is imports.

    {name: LazyCommand("module:attribute", "Help line.")} ──▶ LazyGroup ──▶ typer.Typer(cls=…)

A list of commands, a completion or `--version` needs names and help lines only, so it imports no
command. Whoever asks a group for its `commands` (documentation, tests) gets the real ones.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """A command's place, `module:attribute` (a function, or a Typer with commands), and its help line."""

    where: str
    help: str


class LazyGroup(TyperGroup):
    """A group whose commands in `later` are imported when they are run.

    Commands that are added the ordinary way stand above them.
    """

    later: ClassVar[Mapping[str, LazyCommand]] = {}

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 -- whatever Typer hands to its groups
        super().__init__(**attributes)
        self.commands = _Commands(self.later, self.commands)

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Return the names, without importing what they stand for."""
        del ctx
        return list(self.commands)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]  # noqa: ANN401
        """Return a command, or one that knows its help line and becomes the real one when it is run."""
        if cmd_name in self.later and cmd_name in self.commands:
            return _DeferredCommand(cmd_name, self.later[cmd_name].help, self.commands)
        return super().get_command(ctx, cmd_name)


class _DeferredCommand(TyperCommand):
    """Stands for a command in lists; a context is made by the command itself."""

    def __init__(self, name: str, line: str, commands: Mapping[str, Any]) -> None:
        super().__init__(name, help=line)
        self._import_real: Callable[[], Any] = lambda: commands[name]

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **more: Any) -> Any:  # noqa: ANN401
        """Return a context of the command itself, which is imported now."""
        return self._import_real().make_context(info_name, args, parent=parent, **more)


class _Commands(MutableMapping[str, Any]):
    """The commands of a group by name: those of `later` last, each imported at the first look."""

    def __init__(self, lazy_commands: Mapping[str, LazyCommand], ordinary: Mapping[str, Any]) -> None:
        self._by_name: dict[str, Any] = {**ordinary, **lazy_commands}

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401
        command = self._by_name[name]
        if isinstance(command, LazyCommand):
            command = self._by_name[name] = _import_command(name, command)
        return command

    def __setitem__(self, name: str, command: Any) -> None:  # noqa: ANN401
        self._by_name[name] = command

    def __delitem__(self, name: str) -> None:
        del self._by_name[name]

    def __contains__(self, name: object) -> bool:  # the inherited one would import it
        return name in self._by_name

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)


def _import_command(name: str, lazy_command: LazyCommand) -> Any:  # noqa: ANN401
    """Return the command, made by Typer as if it had been added to the root at once."""
    module, _, attribute = lazy_command.where.partition(":")
    imported_object = getattr(import_module(module), attribute)
    root = typer.Typer()
    if isinstance(imported_object, typer.Typer):
        root.add_typer(imported_object, name=name)
    else:
        root.command(name)(imported_object)
    return get_group(root).commands[name]
