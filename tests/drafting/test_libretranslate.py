"""A server that speaks LibreTranslate's API, in all its moods: a real one, on a loopback port."""

import socket

import pytest
from pydantic import SecretStr

from newsletter.drafting.http_json import MOST_BYTES, HttpJson
from newsletter.drafting.libretranslate import LibreTranslate
from newsletter.errors import RuleError, SettingsError, UnavailableError
from newsletter.i18n.locale import Locale
from servers.libretranslate import Server, serving
from servers.ports import own_port

EN, FR = Locale("en"), Locale("fr")


@pytest.fixture
def server():
    """A server that is well."""
    with serving(Server()) as running:
        yield running


def drafts(server, *texts, target=FR, **more):
    """Return the drafts of some texts."""
    waits = []
    provider = LibreTranslate(server.url, wait=waits.append, **more)
    return provider.drafts(texts, source=EN, target=target), waits


class TestAsking:
    """One request for many texts."""

    def test_texts_come_back_in_their_order(self, server):
        """Codes, format and key are as the API says."""
        found, _ = drafts(server, "one", "two", api_key=SecretStr("hush"))
        assert found == ["ONE", "TWO"]
        assert server.asked == [
            (
                "/translate",
                {"q": ["one", "two"], "source": "en", "target": "fr", "format": "text", "api_key": "hush"},
            )
        ]

    def test_nothing_is_asked_for_nothing(self, server):
        """No text, no request; no key, none in it."""
        assert drafts(server)[0] == []
        drafts(server, "a")
        assert "api_key" not in server.asked[0][1]

    def test_a_path_below_the_host(self, server):
        """A server may live behind a prefix."""
        server.url += "/lt/"
        drafts(server, "a")
        assert server.asked[0][0] == "/lt/translate"

    def test_one_text_may_come_back_without_a_list(self, server):
        """Some answer so."""
        server.answers = [(200, {"translatedText": "UN"})]
        assert drafts(server, "one")[0] == ["UN"]

    def test_no_draft(self, server):
        """Nothing, or only white space, is none."""
        server.answers = [(200, {"translatedText": [None, " ", "x"]})]
        assert drafts(server, "a", "b", "c")[0] == [None, None, "x"]


CODES = [
    # wanted    the server's codes            asked for  why
    ("zh-Hant", ["zh", "zt"], "zt", "traditional Chinese, as older servers call it"),
    ("zh-Hant", ["zh-Hans", "zh-Hant"], "zh-Hant", "and newer ones"),
    ("zh-Hans", ["zh", "zt"], "zh", "simplified is meant where nothing is said"),
    ("zh-TW", ["zh", "zt"], "zt", "Taiwan reads traditional"),
    ("pt-BR", ["pt", "pb"], "pb", "Brazilian, as older servers call it"),
    ("pt-BR", ["pt", "pt-BR"], "pt-BR", "and newer ones"),
    ("pt-PT", ["pt-BR", "pt"], "pt", "not Brazilian where there is another"),
    ("fr-CA", ["fr"], "fr", "the language stands in for its region"),
    ("nb", ["no"], "no", "Norwegian"),
]


@pytest.mark.parametrize(("tag", "codes", "code"), [row[:3] for row in CODES], ids=[row[3] for row in CODES])
def test_codes_of_languages(server, tag, codes, code):
    """The server is asked in its own code for a language."""
    server.languages = (200, [{"code": "en", "targets": codes}])
    drafts(server, "a", target=Locale.parse(tag))
    assert server.asked[0][1]["target"] == code


class TestLanguages:
    """What the server says it knows."""

    @pytest.mark.parametrize("tag", ["ar", "zh-Hans"])
    def test_one_that_it_does_not_know(self, server, tag):
        """It is not asked; traditional is not simplified."""
        with pytest.raises(
            RuleError, match=f"does not translate {tag} here. Its languages are: en, fr, pb, zt"
        ):
            drafts(server, "a", target=Locale(tag))
        assert server.asked == []

    def test_a_server_without_a_list(self, server):
        """Then it is asked by tag."""
        server.languages = (404, b"")
        assert drafts(server, "a")[0] == ["A"]

    def test_a_server_that_says_no_targets(self, server):
        """Then any of its languages will do."""
        server.languages = (200, [{"code": "en"}, {"code": "fr"}])
        assert drafts(server, "a")[0] == ["A"]

    @pytest.mark.parametrize("answer", [(200, {"a": 1}), (200, b"<html>"), (500, b"")])
    def test_a_list_that_is_none(self, server, answer):
        """It is no LibreTranslate, or not well."""
        server.languages = answer
        with pytest.raises(UnavailableError, match=r"Check"):
            drafts(server, "a")


class TestLimits:
    """Servers take only so much at once, and so often."""

    @pytest.mark.parametrize("status", [400, 413, 422])
    def test_too_much_at_once(self, server, status):
        """The request is halved; the order stays."""
        server.answers = [(status, {"error": "request (9) exceeds text limit (3)"})]
        assert drafts(server, "a", "b", "c")[0] == ["A", "B", "C"]
        assert [asked["q"] for _, asked in server.asked] == [["a", "b", "c"], ["a"], ["b", "c"]]

    def test_a_text_that_is_too_long_by_itself(self, server):
        """It has no draft; a short one that is refused is no matter of its length."""
        server.answers = [(400, {"error": "too long"})]
        assert drafts(server, "a" * 501)[0] == [None]
        server.answers = [(400, {"error": "en is not\n supported."})]
        with pytest.raises(RuleError, match=r"refuses en to fr \(en is not supported\)"):
            drafts(server, "a")

    def test_waiting_as_long_as_it_says(self, server):
        """429 with Retry-After in seconds, 503 with a date that has passed, 429 without a word."""
        server.answers = [
            (429, {"error": "Slowdown"}, {"Retry-After": "7"}),
            (503, b"", {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}),
            (429, b"", {"Retry-After": "soon"}),
        ]
        assert drafts(server, "a") == (["A"], [7.0, 0.0, 8.0])

    def test_not_for_ever(self, server):
        """Some times, and not for an hour."""
        server.answers = [(429, {})] * 5
        with pytest.raises(UnavailableError, match="left alone"):
            drafts(server, "a")
        server.answers = [(429, {}, {"Retry-After": "3600"})]
        with pytest.raises(UnavailableError, match="3600 s"):
            drafts(server, "a")


NONSENSE = [
    ((200, b"<html>"), "no translatedText", "no JSON"),
    ((200, b""), "no translatedText", "nothing"),
    ((200, b"[" * 100_000), "no translatedText", "JSON without end"),
    ((200, {"translatedText": 7}), "no translatedText", "a number"),
    ((200, {"translatedText": ["a", 7]}), "no translatedText", "a number among texts"),
    ((200, ["a", "b"]), "no translatedText", "a list"),
    ((200, {"translatedText": ["a"]}), "1 texts to 2", "too few"),
    ((200, {"translatedText": ["a", "b", "c"]}), "3 texts to 2", "too many"),
    ((200, {"translatedText": "a"}), "no translatedText", "one for two"),
    ((500, {"error": "out of memory"}), r"status 500 \(out of memory\)", "an error of its own"),
    ((502, b"<html>Bad gateway"), "status 502", "a proxy"),
    (
        (302, b"", {"Location": "http://127.0.0.1:1/"}),
        "elsewhere",
        "a redirect: keys stay here",
    ),
    ((200, b" " * (MOST_BYTES + 1)), "more than 16 MiB", "more than anybody needs"),
]


@pytest.mark.parametrize(("answer", "what"), [row[:2] for row in NONSENSE], ids=[row[2] for row in NONSENSE])
def test_answers_that_are_none(server, answer, what):
    """The server is named, and what is wrong with it."""
    server.answers = [answer] * 3
    with pytest.raises(UnavailableError, match=what) as caught:
        drafts(server, "secret text", "b", api_key=SecretStr("hush"))
    assert server.url.removeprefix("http://") in str(caught.value)
    assert not any(secret in str(caught.value) for secret in ("hush", "secret text"))


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_it_does_not_know(server, status):
    """The setting is named; the key itself is not repeated, even where the server does."""
    server.answers = [(status, {"error": "Invalid key hush"})]
    with pytest.raises(SettingsError, match=r"Invalid key …\). Set NEWSLETTER_DRAFT_API_KEY"):
        drafts(server, "a", api_key=SecretStr("hush"))


class TestReaching:
    """The way to the server."""

    def test_nobody_is_there(self):
        """A port that nobody listens on."""
        with pytest.raises(UnavailableError, match="cannot be reached"):
            HttpJson(f"http://127.0.0.1:{own_port()}").get("/")

    def test_a_server_that_says_nothing(self):
        """It is given so much time and no more."""
        with socket.create_server(("127.0.0.1", 0)) as silent:
            url = f"http://127.0.0.1:{silent.getsockname()[1]}"
            with pytest.raises(UnavailableError, match="in time"):
                HttpJson(url, answer_timeout_s=0.05).get("/")

    def test_a_server_that_trickles(self, server):
        """Time is counted for the whole answer."""
        server.answers = [(200, b" " * 200_000)]
        with pytest.raises(UnavailableError, match="in time"):
            HttpJson(server.url, answer_timeout_s=1e-6).post("/translate", {"q": []})

    def test_tls_is_verified(self, server):
        """A server without a certificate is none for https."""
        with pytest.raises(UnavailableError, match="cannot be reached"):
            HttpJson(server.url.replace("http:", "https:")).get("/languages")

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "x",
            "ftp://a",
            "http://",
            "http://u:p@a",
            "http://a?b",
            "http://a#b",
            "http://a b",
            "http://[",
            "http://ü",
        ],
    )
    def test_addresses_that_are_none(self, url):
        """Before anything is sent; a password is not repeated."""
        with pytest.raises(SettingsError, match=r"https://HOST") as caught:
            LibreTranslate(url)
        assert "u:p" not in str(caught.value)
