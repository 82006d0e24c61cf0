"""Update a catalogue of 5,000 messages, ours against GNU `msgmerge --previous`, in the same run.

    python benchmarks/merge.py [--messages 5000] [--rounds 3]

A tenth of the source texts is changed by a word or two, a twentieth removed, as many are new. Times are
whole: read the old catalogue, merge, write the new one. A fuzzy match is correct when it brings the
translation of the text that the changed one was made from. Needs msgmerge (gettext) on PATH.
"""

import argparse
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from newsletter.errors import Place
from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.po.catalogue import Catalogue
from newsletter.po.writer import catalogue_text
from newsletter.translation.messages import Message
from newsletter.translation.update import Heading, template_text, updated_catalogue

FRENCH = Locale("fr")
HEADING = Heading(title="Benchmark", project="Benchmark")


def main() -> None:
    """Run both by turns, and print medians and their ratio."""
    options = _options()
    dice = random.Random(options.seed)  # noqa: S311 -- not for secrets
    before = _messages(dice, options.messages)
    after, origins = _changed(dice, before)
    with tempfile.TemporaryDirectory() as name:
        old, template = Path(name, "fr.po"), Path(name, "new.pot")
        old.write_text(catalogue_text(_translated(before)), encoding="utf-8")
        template.write_text(template_text(after, heading=HEADING), encoding="utf-8")
        ours, theirs, ratios = [], [], []
        for _ in range(options.rounds):
            ours.append(_timed(lambda: _ours(old, after)))
            theirs.append(_timed(lambda: _theirs(old, template)))
            ratios.append(theirs[-1][0] / ours[-1][0])
            print(
                f"ours {ours[-1][0]:.2f} s, msgmerge {theirs[-1][0]:.1f} s: {ratios[-1]:.0f} times",
                flush=True,
            )
    spread = f"{min(ratios):.0f} to {max(ratios):.0f}"
    print(f"median ratio {statistics.median(ratios):.0f} ({spread}); changed messages {len(origins)}")
    correct = [_correct(text, origins) for text in (ours[0][1], theirs[0][1])]
    print(f"correct fuzzy matches: ours {correct[0]}, msgmerge {correct[1]}")


def _messages(dice: random.Random, count: int) -> list[Message]:
    """Return texts as varied as those of articles: words by Zipf's law, 3 to 40 of them."""
    words = ["".join(dice.choices("aeioubcdfglmnprstv", k=dice.randint(2, 11))) for _ in range(6000)]
    weights = [1 / (rank + 1) for rank in range(len(words))]
    texts = {" ".join(dice.choices(words, weights, k=dice.randint(3, 40))) for _ in range(count * 2)}
    roles = ("paragraph", "list item", "heading")
    return [
        Message(context=dice.choice(roles), text=text, places=(Place("articles/a.md", line),))
        for line, text in enumerate(sorted(texts)[:count])
    ]


def _changed(dice: random.Random, before: list[Message]) -> tuple[list[Message], dict[str, str]]:
    """Return the messages after the editors' work, and for each changed text the one it came from."""
    count = len(before)
    places = dice.sample(range(count), count * 15 // 100)
    changed, removed = places[: count // 10], set(places[count // 10 :])
    after, origins = list(before), {}
    for place in changed:
        text = _edited(dice, before[place].text)
        origins[text] = before[place].text
        after[place] = replace(before[place], text=text)
    kept = [message for place, message in enumerate(after) if place not in removed]
    return kept + _messages(random.Random(dice.random()), count // 20), origins  # noqa: S311


def _edited(dice: random.Random, text: str) -> str:
    words = text.split()
    for _ in range(max(1, len(words) // 12)):
        words[dice.randrange(len(words))] = f"changed{dice.randrange(10**6)}"
    return " ".join(words)


def _translated(messages: list[Message]) -> Catalogue:
    empty = read_catalogue_file(
        catalogue_text(updated_catalogue(None, messages, locale=FRENCH, heading=HEADING)).encode(),
        path="fr.po",
        locale=FRENCH,
    )
    return replace(
        empty, entries=tuple(replace(entry, translations=(f"fr:{entry.text}",)) for entry in empty.entries)
    )


def _ours(old: Path, after: list[Message]) -> str:
    catalogue = read_catalogue_file(old.read_bytes(), path="fr.po", locale=FRENCH)
    return catalogue_text(updated_catalogue(catalogue, after, locale=FRENCH, heading=HEADING))


def _theirs(old: Path, template: Path) -> str:
    command = ["msgmerge", "--previous", "--quiet", str(old), str(template)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _timed(work: Callable[[], str]) -> tuple[float, str]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def _correct(text: str, origins: dict[str, str]) -> int:
    merged = read_catalogue_file(text.encode(), path="fr.po", locale=FRENCH)
    return sum(
        entry.is_fuzzy and entry.translations == (f"fr:{origins[entry.text]}",)
        for entry in merged.entries
        if entry.text in origins
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--messages", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
