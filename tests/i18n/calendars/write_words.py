"""Write content/conventions/calendar_words from what ICU says (needs Node.js with full ICU on PATH).

oracle.mjs words ──▶ what each locale says that its CLDR parents do not ──▶ modules of constants

Run it in the checkout after an update of CLDR: python tests/i18n/calendars/write_words.py
"""

import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

from babel.localedata import locale_identifiers

from newsletter.i18n.locale import Locale, lineage

HERE = Path(__file__).parent
OUT = HERE.parents[2] / "newsletter" / "content" / "conventions" / "calendar_words"
ROOT = "und"
NAMED = ("persian", "islamic-umalqura", "hebrew", "coptic", "ethiopic", "indian")
WIDTH = 94
LICENCE = "Source: {cldr}, Unicode License v3 (https://www.unicode.org/license.txt)."


def main():
    """Ask the oracle and write every module."""
    said = asked()
    source = LICENCE.format(cldr=f"CLDR {said['versions']['cldr']}, as ICU {said['versions']['icu']} has it")
    rows = {name: by_locale(found) for name, found in said["found"].items()}
    for name in NAMED:
        months = {tag: "|".join(row["months"]) for tag, row in rows[name].items()}
        spelled = {tag: text for tag, text in months.items() if not text[0].isdigit()}
        short = name.partition("-")[0]
        write(short, f"The months of the {short.title()} calendar.", source, {"MONTHS": sparse(spelled)})
    write("eras", "The names of eras.", source, {name.upper(): eras(name, rows[name]) for name in rows})
    write("patterns", "How a date is put together.", source, patterns(rows))


def asked():
    """Return what ICU says about every locale that Babel knows."""
    tags = [name.replace("_", "-") for name in sorted(locale_identifiers()) if name != "root"]
    node = shutil.which("node")
    done = subprocess.run(
        [node, HERE / "oracle.mjs", "words"],
        env={**os.environ, "TAGS": json.dumps(tags)},
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)


def by_locale(found):
    """Return the rows by canonical tag; languages that this project does not know are left out."""
    rows = {}
    for tag, row in found.items():
        try:
            rows[str(Locale.parse(tag))] = row
        except ValueError:
            continue
    return rows


def parents(tag):
    """Return the tags that are asked after a locale's own, the nearest first."""
    return [*(str(found) for found in lineage(Locale(tag))[1:]), ROOT]


def looked_up(table, tag):
    """Return what the program would find for a locale."""
    return next((table[asked] for asked in [tag, *parents(tag)] if asked in table), None)


def sparse(full):
    """Return only what differs from what the parents say; what most languages say is the root."""
    table = {ROOT: Counter(full[tag] for tag in full if "-" not in tag).most_common(1)[0][0]}
    for tag in sorted(full, key=lambda tag: (len(parents(tag)), tag)):
        if looked_up(table, tag) != full[tag]:
            table[tag] = full[tag]
    return table


def eras(name, rows):
    """Return the era of a calendar by locale; of the Japanese one, all since Meiji."""
    of_row = (lambda row: "|".join(row["eras"])) if name == "japanese" else (lambda row: row["eras"][-1])
    return sparse({tag: of_row(row) for tag, row in rows.items()})


def patterns(rows):
    """Return the pattern that most calendars share by locale, and by calendar what is different."""
    full = {name: {tag: pattern(row) for tag, row in found.items()} for name, found in rows.items()}
    tags = full["persian"]
    shared = sparse({tag: Counter(of[tag] for of in full.values()).most_common(1)[0][0] for tag in tags})
    own = {name: {} for name in full}
    for name, wanted in full.items():
        for tag in sorted(wanted, key=lambda tag: (len(parents(tag)), tag)):
            found = next(
                table[asked]
                for asked in [tag, *parents(tag)]
                for table in (own[name], shared)
                if asked in table
            )
            if found != wanted[tag]:
                own[name][tag] = wanted[tag]
    return {"SHARED": shared, **{name.upper(): table for name, table in own.items()}}


def pattern(row):
    """Return a locale's pattern; that it wants two digits is only seen before the tenth."""
    return max(sorted(row["patterns"]), key=lambda text: text.count("{dd}") + text.count("{mm}"))


def write(module, title, source, tables):
    """Write one module of constants."""
    lines = [f'"""{title} Written by tests/i18n/calendars/write_words.py.', "", f"{source}", '"""', ""]
    lines += ["from collections.abc import Mapping", ""]
    written = {}
    for name, table in tables.items():
        constant = name.replace("-", "_")
        same = next((known for known, its in written.items() if its == table), None)
        written[constant] = table
        if same:
            lines.append(f"{constant} = {same}")
            continue
        lines.append(f"{constant}: Mapping[str, str] = {{")
        for tag in sorted(table, key=lambda tag: (tag != ROOT, tag)):
            lines += entry(tag, table[tag])
        lines.append("}")
    (OUT / f"{module}.py").write_text("\n".join(lines) + "\n", encoding="utf-8")


def entry(tag, text):
    """Return the lines of one locale, cut between names where they are long."""
    if len(text) < WIDTH:
        return [f"    {json.dumps(tag)}: {quoted(text)},"]
    pieces, line = [], ""
    for name in text.split("|"):
        if len(line) + len(name) > WIDTH:
            pieces.append(line)
            line = ""
        line += f"{name}|"
    pieces.append(line.removesuffix("|"))
    return [f"    {json.dumps(tag)}: (", *(f"    {quoted(piece)}" for piece in pieces), "    ),"]


def quoted(text):
    """Return a text as Python writes it, what cannot be seen escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\u200b", "\\u200b")


if __name__ == "__main__":
    main()
