"""Drafts from a server that speaks LibreTranslate's API: its own, Argos behind it, or what imitates it.

    texts ──▶ POST /translate ──▶ drafts;  locale ──▶ GET /languages ──▶ the server's code for it

Servers limit how much they take at once (400 or 413: the request is halved and tried again) and how often
(429: we wait as long as `Retry-After` says, a few times). Codes differ from server to server: simplified
Chinese is `zh` or `zh-Hans`, traditional `zt` or `zh-Hant`, Brazilian Portuguese `pb` or `pt-BR`.

Source: LibreTranslate, docs "API Usage" and its OpenAPI page (`/translate`, `/languages`, `error`).
"""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from pydantic import SecretStr

from newsletter.drafting.http_json import ANSWER_TIMEOUT_S, Answer, HttpJson
from newsletter.errors import RuleError, SettingsError, UnavailableError
from newsletter.i18n.locale import Locale, relatives

_OTHER_CODES = {"zt": "zh-Hant", "pb": "pt-BR"}
_OK, _BAD, _TOO_LARGE, _UNPROCESSABLE = 200, 400, 413, 422
_TOO_MANY, _BUSY, _NOT_FOUND = 429, 503, 404
_REFUSES_US = (401, 403)
_MOST_WAITS = 4
_LONGEST_WAIT_S = 120.0
_FIRST_WAIT_S = 2.0
_SURELY_SHORT = 500
"""Characters. A text as short as this is not refused for its length."""
_SHOWN = 200


class LibreTranslate:
    """One server."""

    name = "LibreTranslate"
    is_engine = True

    def __init__(
        self,
        url: str,
        *,
        api_key: SecretStr | None = None,
        wait: Callable[[float], None] = time.sleep,
        answer_timeout_s: float = ANSWER_TIMEOUT_S,
    ) -> None:
        """Take the server's address; nothing is sent yet.

        Raises:
            SettingsError: the address is none.
        """
        self._server = HttpJson(url, answer_timeout_s=answer_timeout_s)
        self._api_key = api_key
        self._wait = wait

    @property
    def host(self) -> str:
        """Where the texts go."""
        return self._server.host

    def drafts(self, texts: Sequence[str], *, source: Locale, target: Locale) -> list[str | None]:
        """Return the server's translation of each text (`DraftProvider.drafts`)."""
        return self._translated_texts(list(texts), *self._codes(source, target)) if texts else []

    def _translated_texts(self, texts: list[str], source: str, target: str) -> list[str | None]:
        """Translate, in halves where it is too much at once; a long text refused alone has none."""
        asked = {"q": texts, "source": source, "target": target, "format": "text"}
        key = {"api_key": self._api_key.get_secret_value()} if self._api_key is not None else {}
        answer = self._ask_with_retries(lambda: self._server.post("/translate", {**asked, **key}))
        if answer.status in (_BAD, _TOO_LARGE, _UNPROCESSABLE):
            if len(texts) > 1:
                half = len(texts) // 2
                return [
                    *self._translated_texts(texts[:half], source, target),
                    *self._translated_texts(texts[half:], source, target),
                ]
            if len(texts[0]) > _SURELY_SHORT:
                return [None]
            raise RuleError(
                f"{self.host} refuses {source} to {target}{self._reason(answer)}. Ask whoever runs it"
            )
        self._require_success(answer)
        return self._texts_of(answer, len(texts))

    def _texts_of(self, answer: Answer, count: int) -> list[str | None]:
        translations = answer.value.get("translatedText") if isinstance(answer.value, dict) else None
        if isinstance(translations, str) and count == 1:
            translations = [translations]
        if not isinstance(translations, list) or not all(
            text is None or isinstance(text, str) for text in translations
        ):
            raise self._nonsense_error("its answer has no translatedText")
        if len(translations) != count:
            raise self._nonsense_error(f"it answered with {len(translations)} texts to {count}")
        return [text if text and text.strip() else None for text in translations]

    def _codes(self, source: Locale, target: Locale) -> tuple[str, str]:
        """Return the server's codes for two languages.

        Raises:
            RuleError: it does not translate the one into the other.
        """
        if self._languages is None:
            return source.tag, target.tag
        source_code = self._code(source, self._languages)
        targets = dict.fromkeys(self._languages.get(source_code, ()), ()) or self._languages
        return source_code, self._code(target, targets)

    def _code(self, locale: Locale, codes: Mapping[str, Sequence[str]]) -> str:
        known = {code_locale: code for code in codes if (code_locale := _locale(code))}
        for near in relatives(locale, list(known)):
            return known[near]
        code_list = ", ".join(sorted(codes)) or "none"
        raise RuleError(f"{self.host} does not translate {locale} here. Its languages are: {code_list}")

    @cached_property
    def _languages(self) -> Mapping[str, Sequence[str]] | None:
        """The targets of each language by code; None where the server does not say what it knows."""
        answer = self._ask_with_retries(lambda: self._server.get("/languages"))
        if answer.status == _NOT_FOUND:
            return None
        self._require_success(answer)
        if not isinstance(answer.value, list):
            raise self._nonsense_error("its list of languages is none")
        return {
            language["code"]: [code for code in _as_list(language.get("targets")) if isinstance(code, str)]
            for language in answer.value
            if isinstance(language, dict) and isinstance(language.get("code"), str)
        }

    def _ask_with_retries(self, ask: Callable[[], Answer]) -> Answer:
        """Ask, and again after the time that the server wants to be left alone."""
        for attempt in range(_MOST_WAITS + 1):
            answer = ask()
            if answer.status not in (_TOO_MANY, _BUSY):
                return answer
            wait_s = _FIRST_WAIT_S * 2**attempt if answer.retry_after_s is None else answer.retry_after_s
            if wait_s > _LONGEST_WAIT_S or attempt == _MOST_WAITS:
                break
            self._wait(wait_s)
        raise UnavailableError(
            f"{self.host} wants to be left alone for {wait_s:.0f} s (it limits how much is asked). "
            "Run the command again later: it goes on where it stopped"
        )

    def _require_success(self, answer: Answer) -> None:
        """Raise unless the server did what it was asked for."""
        if answer.status in _REFUSES_US:
            raise SettingsError(
                f"{self.host} does not let us in{self._reason(answer)}. "
                "Set NEWSLETTER_DRAFT_API_KEY to a key that it knows"
            )
        if answer.status != _OK:
            raise UnavailableError(
                f"{self.host} answered with status {answer.status}{self._reason(answer)}. "
                "Check that it is well, and run the command again: it goes on where it stopped"
            )

    def _nonsense_error(self, what: str) -> UnavailableError:
        return UnavailableError(
            f"{self.host} does not answer as LibreTranslate does: {what}. Check the address (--url)"
        )

    def _reason(self, answer: Answer) -> str:
        """Return what the server says of its refusal, as one short line without our key."""
        reason = answer.value.get("error") if isinstance(answer.value, dict) else None
        if not isinstance(reason, str):
            return ""
        if self._api_key is not None:
            reason = reason.replace(self._api_key.get_secret_value(), "…")
        line = " ".join("".join(char for char in reason if char.isprintable() or char.isspace()).split())
        return f" ({line[:_SHOWN].rstrip('.')})"


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(_OTHER_CODES.get(code, code))
    except ValueError:
        return None
