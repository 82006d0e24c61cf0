"""Which language stands in for one that is not ready: the graph.

    wanted, available, Fallbacks ──▶ choose() ──▶ Choice: a locale, and every step in words

First every language that the member named, in the member's order, each by itself and its CLDR
relatives (`locale.relatives`); only then the newsroom's own edges (`[fallback]` in newsroom.toml),
breadth first, each target with its relatives; last the edition's source language. So nobody who
named "ca, en" is given Spanish before English, whatever the newsroom says of Catalan.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from newsletter.i18n.locale import Locale, lineage, match_reason, relatives

# What the ledger keeps of the steps.
_LONGEST_WHY = 300


@dataclass(frozen=True, slots=True)
class Fallbacks:
    """A newsroom's own edges: for a locale, those that stand in for it, in order."""

    edges: Mapping[Locale, tuple[Locale, ...]] = field(default_factory=dict)

    @classmethod
    def from_json(cls, value: Mapping[str, Sequence[str]]) -> "Fallbacks":
        """Return what `to_json` wrote."""
        return cls({Locale(tag): tuple(Locale(target) for target in to) for tag, to in value.items()})

    def to_json(self) -> dict[str, list[str]]:
        """Return the edges by tag, in the order of the file."""
        return {str(locale): [str(target) for target in to] for locale, to in self.edges.items()}

    def stand_ins(self, locale: Locale) -> tuple[Locale, ...]:
        """Return what stands in for a locale: its own edges, or those of its nearest ancestor.

        >>> Fallbacks({Locale("ca"): (Locale("es"),)}).stand_ins(Locale("ca-ES"))
        (Locale(tag='es'),)
        """
        speaking = [key for key in self.edges if locale.descends_from(key)]
        return self.edges[relatives(locale, speaking)[0]] if speaking else ()

    def paths(self, wanted: Sequence[Locale]) -> Iterator[tuple[Locale, ...]]:
        """Yield the ways from wanted locales along the edges, breadth first, to each target once."""
        known_paths: list[tuple[Locale, ...]] = [(locale,) for locale in wanted]
        seen = set(wanted)
        for path in known_paths:  # grows while it is read
            for target in self.stand_ins(path[-1]):
                if target not in seen:
                    seen.add(target)
                    known_paths.append((*path, target))
                    yield known_paths[-1]

    def cycles(self) -> list[tuple[Locale, ...]]:
        """Return ways that lead back to where they began, one for each set of locales."""
        circles = [path for locale in self.edges if (path := self._path_back(locale))]
        return list({frozenset(path): path for path in reversed(circles)}.values())[::-1]

    def _path_back(self, start: Locale) -> tuple[Locale, ...] | None:
        """Return the shortest way from a locale to itself."""
        known_paths = [(start,), *self.paths([start])]
        return next(((*path, start) for path in known_paths if start in self.stand_ins(path[-1])), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One look at one language. `text` says in words what came of it."""

    path: tuple[Locale, ...]
    """From the language that the member named, along the newsroom's edges, to the one looked for."""
    found: Locale | None = None
    """What can be had of it; the last step of a choice has one."""
    shut: Locale | None = None
    """What is offered of it but not ready."""
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The locale that a member gets, and every step that led to it. None: nothing can be had."""

    locale: Locale | None
    steps: tuple[Step, ...]

    @property
    def why(self) -> str:
        """All steps in words, for the ledger; of very many the last one alone."""
        texts = [step.text for step in self.steps]
        text = "; ".join(texts)
        return text if len(text) <= _LONGEST_WHY else f"…; {texts[-1]}"[:_LONGEST_WHY]


@dataclass(frozen=True, slots=True)
class Offer:
    """The languages of an edition: those that are ready, and those that are offered but are not."""

    ready: Collection[Locale]
    shut: Collection[Locale] = ()


def choose(wanted: Sequence[Locale], offer: Offer, *, fallbacks: Fallbacks, default: Locale | None) -> Choice:
    """Return the best locale for a member who reads the wanted ones, in that order.

    `default`: what a member gets for whom nothing else is ready; None gives no locale then.

    >>> ca, es, en = Locale("ca"), Locale("es"), Locale("en")
    >>> choose([ca], Offer([es, en], [ca]), fallbacks=Fallbacks({ca: (es,)}), default=en).why
    'ca is not ready; es stands in for ca (ca → es)'
    """
    steps = []
    for step in _steps(wanted, offer, fallbacks):
        steps.append(step)
        if step.found:
            return Choice(step.found, tuple(steps))
    last = _last_step(wanted, default)
    return Choice(default, (*steps, last))


def language_of(wanted: Sequence[Locale], offer: Offer) -> Locale | None:
    """Return the offered language that a member reads first, ready or not; None when none is offered.

    A relative that is ready counts before a nearer one that is not: the member can read it.
    """
    for locale in wanted:
        for offered in (offer.ready, offer.shut):
            for relative in relatives(locale, offered):
                return relative
    return None


def _steps(wanted: Sequence[Locale], offer: Offer, fallbacks: Fallbacks) -> Iterator[Step]:
    for path in (*((locale,) for locale in wanted), *fallbacks.paths(wanted)):
        yield _step(path, offer)


def _step(path: tuple[Locale, ...], offer: Offer) -> Step:
    """Look for the end of a path and its CLDR relatives."""
    named, sought = path[0], path[-1]
    relative = next(iter(relatives(sought, offer.ready)), None)
    shut = None if relative else next(iter(relatives(sought, offer.shut)), None)
    path_text = f" ({' → '.join(map(str, path))})" if len(path) > 1 else ""
    if relative:
        text = f"{relative} stands in for {named}" if path_text else match_reason(named, relative)
    elif shut:
        text = f"{shut} is not ready" if shut == sought else f"{shut}, for {sought}, is not ready"
    else:
        text = f"{sought} is not offered"
    return Step(path=path, found=relative, shut=shut, text=text + path_text)


def _last_step(wanted: Sequence[Locale], default: Locale | None) -> Step:
    if default is None:
        return Step(path=(), text="nothing else is ready")
    text = f"{default} is the edition's own language" if wanted else "no language was asked for"
    return Step(path=(), found=default, text=text)


def article_chain(
    locale: Locale, fallbacks: Fallbacks, source: Locale, *, offered: Collection[Locale] | None = None
) -> tuple[Locale, ...]:
    """Return the locales in which to look for an article that is not ready in `locale`, in order.

    Its CLDR relatives of the same script, then the newsroom's own edges with theirs; `source`, which
    is always ready, ends the chain. Never `locale` itself.

    `offered`: the languages to choose from, siblings such as pt-BR for pt-PT among them. Without it
    the chain names ancestors and edges only.

    >>> ca, es, en = Locale("ca"), Locale("es"), Locale("en")
    >>> article_chain(ca, Fallbacks({ca: (es,)}), en)
    (Locale(tag='es'), Locale(tag='en'))
    """
    chain: list[Locale] = []
    for path in ((locale,), *fallbacks.paths([locale])):
        chain += lineage(path[-1]) if offered is None else relatives(path[-1], offered)
    others = [other for other in dict.fromkeys((*chain, source)) if other != locale]
    return tuple(others[: others.index(source) + 1]) if source in others else ()
