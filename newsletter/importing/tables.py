"""Collect the cells of an HTML table and write them as a Markdown table (GitHub Flavored Markdown §4.10)."""

from newsletter.importing.blocks import BREAK


class TableBuilder:
    """One table on the walk. Tables inside it are read as text of the cell they stand in."""

    def __init__(self, line: int) -> None:
        """Begin with no row."""
        self.line = line
        self._rows: list[list[str]] = []
        self._depth = 1
        self._is_in_cell = False

    def open(self, name: str) -> None:
        """Begin a row or a cell."""
        if name == "table":
            self._depth += 1
        elif self._depth == 1 and name == "tr":
            self._rows.append([])
            self._is_in_cell = False
        elif self._depth == 1 and name in {"td", "th"}:
            self._rows = self._rows or [[]]
            self._rows[-1].append("")
            self._is_in_cell = True

    def close(self) -> bool:
        """End a table, and return whether it was the outermost one."""
        self._depth -= 1
        return self._depth == 0

    def take(self, text: str) -> bool:
        """Add a text to the current cell, and return whether there is one."""
        if self._is_in_cell:
            words = " ".join(text.replace(BREAK, " ").split())
            self._rows[-1][-1] = f"{self._rows[-1][-1]} {words}".strip()
        return self._is_in_cell

    def markdown(self) -> str:
        """Return the table, its first row as the heading; empty where no cell has a text."""
        rows = [row for row in self._rows if any(row)]
        return pipe_table(rows)


def pipe_table(rows: list[list[str]]) -> str:
    r"""Return rows of cells as a Markdown table; short rows are filled up.

    >>> print(pipe_table([["City", "Year"], ["Dakar", "2019"]]))
    | City | Year |
    | --- | --- |
    | Dakar | 2019 |
    """
    if not rows:
        return ""
    width = max(map(len, rows))
    full_rows = [[cell.replace("|", "\\|") for cell in row] + [""] * (width - len(row)) for row in rows]
    lines = [full_rows[0], ["---"] * width, *full_rows[1:]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
