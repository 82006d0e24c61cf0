"""Jinja templates, filled in: from a template's name and its values to MJML or plain text.

    Templates, Interface, values ──▶ render() ──▶ MJML (.mjml) or text (.txt)

Jinja runs fully before MJML. Content is a value and is never compiled, so `{{ 7*7 }}` in an article
stays what it is. Every start tag of a `.mjml` template carries its file and line in an attribute
(`PLACE`), which `rendering/mjml_source.py` takes off again: so that faults found later can say where.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from traceback import walk_tb
from types import TracebackType

import jinja2
from jinja2 import Environment, StrictUndefined, pass_eval_context
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.nodes import EvalContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import escape

from newsletter.errors import Fault, Place, TemplateError
from newsletter.templating.interface import Interface, filled_message, isolated_value

PLACE = "data-newsletter-at"
_START_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])")
# What a designer's expression can raise; everything else is our own bug and passes through.
_RUNTIME_ERRORS = (
    jinja2.TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Templates:
    """Template sources by their name below `templates/`, such as `mail/bulletin/mail.mjml`.

    The caller has laid a newsroom's own templates over the built-in ones. Includes reach these and
    nothing else.
    """

    sources: Mapping[str, str]

    def source(self, name: str) -> tuple[str, str, None]:
        """Return a template as Jinja's `FunctionLoader` wants it: text, path, never out of date."""
        try:
            return self.sources[name], path_of(name), None
        except KeyError:
            raise jinja2.TemplateNotFound(name) from None


def path_of(name: str) -> str:
    """Return how faults name a template: its path below the newsroom or the installation."""
    return f"templates/{name}"


def render(name: str, *, templates: Templates, interface: Interface, values: Mapping[str, object]) -> str:
    """Return the template with its values; all but `.txt` is escaped for HTML.

    Raises:
        TemplateError: it does not exist, does not parse, or fails; with the template's file and line.
    """
    environment = _environment(templates, interface)
    try:
        return environment.get_template(name).render(values)
    except _RUNTIME_ERRORS as error:
        raise TemplateError([_fault_of(error, name, templates)]) from error


def _environment(templates: Templates, interface: Interface) -> Environment:
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.FunctionLoader(templates.source),
        autoescape=lambda name: not (name or "").endswith(".txt"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[_Places],
    )
    environment.globals.update(_message_functions(interface))
    return environment


def _message_functions(interface: Interface) -> dict[str, Callable[..., str]]:
    """Return the functions that templates say messages with; Babel's extractor knows their names."""

    @pass_eval_context
    def gettext(context: EvalContext, text: str, **values: object) -> str:
        return filled_message(interface.gettext("", text), text, values, as_html=bool(context.autoescape))

    @pass_eval_context
    def pgettext(context: EvalContext, role: str, text: str, **values: object) -> str:
        return filled_message(interface.gettext(role, text), text, values, as_html=bool(context.autoescape))

    @pass_eval_context
    def ngettext(context: EvalContext, singular: str, plural: str, n: int, **values: object) -> str:
        text, source = interface.ngettext("", singular, plural, n), singular if n == 1 else plural
        return filled_message(
            text, source, {"n": interface.number(n), **values}, as_html=bool(context.autoescape)
        )

    @pass_eval_context
    def npgettext(
        context: EvalContext, role: str, singular: str, plural: str, n: int, **values: object
    ) -> str:
        text, source = interface.ngettext(role, singular, plural, n), singular if n == 1 else plural
        return filled_message(
            text, source, {"n": interface.number(n), **values}, as_html=bool(context.autoescape)
        )

    @pass_eval_context
    def isolate(context: EvalContext, value: object) -> str:
        return isolated_value(value, as_html=bool(context.autoescape))

    return {
        "_": gettext,
        "gettext": gettext,
        "pgettext": pgettext,
        "ngettext": ngettext,
        "npgettext": npgettext,
        "isolated": isolate,
    }


class _Places(Extension):
    """Writes the place of every start tag of a `.mjml` template into the tag."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Yield the template's tokens, start tags in its constant text marked."""
        name = stream.name or ""
        for token in stream:
            if token.type == "data" and name.endswith(".mjml"):
                yield Token(token.lineno, token.type, _text_with_places(token.value, name, token.lineno))
            else:
                yield token


def _text_with_places(text: str, name: str, first_line: int) -> str:
    def marked_tag(tag: re.Match[str]) -> str:
        line = first_line + text.count("\n", 0, tag.start())
        return f'{tag[0]} {PLACE}="{escape(path_of(name))}:{line}"'

    return _START_TAG.sub(marked_tag, text)


def place_in(mark: str) -> Place | None:
    """Return the place that a `PLACE` attribute holds, None where it holds none."""
    path, _, line = mark.rpartition(":")
    if path and line.isdecimal():
        return Place(path, int(line))
    return Place(mark) if mark else None


def _fault_of(error: Exception, name: str, templates: Templates) -> Fault:
    if isinstance(error, jinja2.TemplateSyntaxError):
        what = f"this is no valid Jinja: {_sentence(error)}"
        return Fault(path_of(error.name or name), error.lineno, what, "Mend the tag or expression there")
    where = _last_place(error.__traceback__) or Place(path_of(name))
    if isinstance(error, jinja2.TemplateNotFound):
        known = ", ".join(sorted(templates.sources)) or "none"
        return Fault(*where, f"there is no template {error.name}", f"Use one of those there are: {known}")
    if isinstance(error, RecursionError):
        return Fault(*where, "templates include each other without end", "Break the circle")
    return Fault(*where, f"the expression fails: {_sentence(error)}", "Mend the expression there")


def _last_place(traceback: TracebackType | None) -> Place | None:
    """Return the innermost line of a template in a traceback (Jinja has put its own lines there)."""
    places = [
        Place(frame.f_code.co_filename, line)
        for frame, line in walk_tb(traceback)
        if frame.f_code.co_filename.startswith(path_of(""))
    ]
    return places[-1] if places else None


def _sentence(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__
