"""Addresses, names and languages of members: what is taken, how it is kept, and why the rest is refused."""

import unicodedata

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import example, given
from hypothesis import strategies as st

from newsletter.i18n.locale import Locale
from newsletter.members.member import parse_address, parse_locales, parse_name

TAKEN = [
    # written                          sent to                               why
    ("ana@example.org", "ana@example.org", "the ordinary address"),
    ("  ana@example.org\t", "ana@example.org", "space around it is no part of it"),
    ("Ana.Silva@EXAMPLE.Org", "Ana.Silva@example.org", "RFC 5321 §2.4: the local part keeps its case"),
    ("Postmaster@example.org", "Postmaster@example.org", "this one too"),
    ("a.n.a+news@gmail.com", "a.n.a+news@gmail.com", "dots and tags are the provider's business"),
    ("!#$%&'*+-/=?^_`{|}~@example.org", "!#$%&'*+-/=?^_`{|}~@example.org", "RFC 5322 §3.2.3: all of atext"),
    ("1@a-b.example.co", "1@a-b.example.co", "short, with a hyphen"),
    ("a" * 64 + "@example.org", "a" * 64 + "@example.org", "RFC 5321 §4.5.3.1.1: 64 octets"),
    ("x@" + "a" * 63 + ".org", "x@" + "a" * 63 + ".org", "RFC 1035 §2.3.1: a label of 63 octets"),
    ("ana@bücher.example", "ana@xn--bcher-kva.example", "RFC 5891: the domain goes as an A-label"),
    ("ana@BÜCHER.example", "ana@xn--bcher-kva.example", "UTS #46 maps case"),
    ("ana@bu\u0308cher.example", "ana@xn--bcher-kva.example", "composes"),  # codespell:ignore
    ("ana@XN--Bcher-KVA.example", "ana@xn--bcher-kva.example", "an A-label is one already"),
    ("ana@faß.de", "ana@xn--fa-hia.de", "IDNA 2008: ß is a letter of its own"),
    ("ana@例え.テスト", "ana@xn--r8jz45g.xn--zckzah", "a top-level domain of other letters"),
    ("ana@مدينة.example", "ana@xn--ogbl9dft.example", "from right to left"),
    ("ana@例え。jp", "ana@xn--r8jz45g.jp", "UTS #46 §4: the ideographic full stop"),
    ("ana@نامه\u200cای.com", "ana@xn--mgba3gch31f060k.com", "RFC 5892 A.1: a joiner where Persian needs it"),
    ("ana@xn--mgba3gch31f060k.com", "ana@xn--mgba3gch31f060k.com", "the same, as we store it"),
    ("ana@XN--MGBA3GCH31F060K.com", "ana@xn--mgba3gch31f060k.com", "or as another shouts it"),
    ("用户@例え.jp", "用户@xn--r8jz45g.jp", "RFC 6531: a local part of other letters"),
    ("jose\u0301@example.org", "josé@example.org", "RFC 6532 §3.1: NFC"),
    ("用户@نامه\u200cای.com", "用户@xn--mgba3gch31f060k.com", "both at once"),
    ("ana@city.test", "ana@city.test", "RFC 6761: for tests"),
    ("ana@city.example", "ana@city.example", "and examples"),
    ("ana@city.invalid", "ana@city.invalid", "and rehearsals"),
    ("ana@Mail.City.localhost", "ana@mail.city.localhost", "and one's own machine"),
    ("josé@bücher.localhost", "josé@xn--bcher-kva.localhost", "in every spelling"),
]  # fmt: skip

REFUSED = [
    # written                             what the reason says            why
    ("", "empty", "nothing"),
    (" \t", "empty", "only space"),
    ("ana", "@-sign", "no @"),
    ("@example.org", "before the @-sign", "nothing before it"),
    ("ana@", "after the @-sign", "nothing behind it"),
    ("ana@@example.org", "invalid characters", "two of them"),
    ("ana@b", "should have a period", "a domain without a dot"),
    ("ana@test", "no dot", "the tests' own domain is no exception"),
    ("ana@localhost", "should have a period", "nor is this"),
    ("a..b@example.org", "two periods", "RFC 5322 §3.2.3"),
    (".ana@example.org", "start with a period", "RFC 5322 §3.2.3"),
    ("ana.@example.org", "before the @-sign", "RFC 5322 §3.2.3"),
    ("ana@example..org", "two periods", "an empty label"),
    ("ana@.example.org", "period immediately after", "an empty label"),
    ("ana@example.org.", "end with a period", "the root is not written in mail"),
    ("ana@-a.com", "hyphen", "RFC 952"),
    ("ana@a-.com", "hyphen", "RFC 952"),
    ("ana@ab--c.com", "two dashes", "RFC 5890 §2.3.1"),
    ("ana@a_b.com", "'_'", "no letter of a host name"),
    ("ana@ex ample.org", "SPACE", "a space within"),
    ("an a@example.org", "SPACE", "a space within"),
    ("ana silva@example.org", "SPACE", "a name"),
    ('"x y"@example.org', "Quoting", "quoted: relays and forms fail on them"),
    ('"x@y"@example.org', "Quoting", "quoted, with an @"),
    ("ana@[127.0.0.1]", "bracketed IP address", "a domain literal"),
    ("ana@[IPv6:::1]", "bracketed IP address", "another"),
    ("ana@1.2.3.4", "top-level domain", "a bare IP address"),
    ("ana@example.123", "top-level domain", "digits alone"),
    ("ana@city.local", "special-use", "RFC 6762: one's own network"),
    ("ana@city.onion", "special-use", "RFC 7686"),
    ("Ana <ana@example.org>", "angle brackets", "with a name"),
    ("<ana@example.org>", "angle brackets", "as in a header"),
    ("mailto:ana@example.org", "':'", "as in a link"),
    ("a@x.org,b@x.org", "invalid characters", "two addresses"),
    ("a@x.org; b@x.org", "invalid characters", "two addresses"),
    ("ana@b%0aBcc:c@d.org", "':'", "a header smuggled in"),
    ("ana@b.org\nBcc: c@d.org", "U+000A", "a header smuggled in"),
    ("ana＠example.org", "full-width", "an @ of another width"),
    ("ana(home)@example.org", "'('", "a comment"),
    ("a" * 65 + "@example.org", "64 octets", "a local part of 65"),
    ("é" * 33 + "@example.org", "64 octets", "octets, not letters"),
    ("x@" + "a" * 64 + ".org", "so many characters", "a label of 64"),
    ("x" * 60 + "@" + ".".join(["a" * 60] * 3) + ".example.org", "254 octets", "of 256"),
    ("é" * 30 + "@" + ".".join(["a" * 60] * 3) + ".example.org", "254 octets", "octets, not letters"),
    ("x@" + "a" * 70_000 + ".org", "254 octets", "refused before anything takes time"),
    ("ana@example.org\u200b", "U+200B", "a zero-width space behind it"),
    ("\ufeffana@example.org", "U+FEFF", "a byte order mark"),
    ("a\u202ena@example.org", "U+202E", "right-to-left override"),
    ("a\u2066na@example.org", "U+2066", "an isolate"),
    ("a\u200dna@example.org", "U+200D", "a joiner in a local part"),
    ("ana@exam\u00adple.org", "U+00AD", "a soft hyphen"),
    ("ana@exam\u200cple.org", "U+200C", "a joiner where no script needs one"),
    ("ana@example.org\u200d", "U+200D", "or at the end"),
    ("a\u3164na@example.org", "U+3164", "the Hangul filler"),
    ("ana\ufe0f@example.org", "U+FE0F", "a variation selector"),
    ("a\u2800na@example.org", "U+2800", "the blank of Braille"),
    ("a\x00na@example.org", "U+0000", "NUL"),
    ("a\ue000na@example.org", "U+E000", "private use"),
    ("ana@xn--a.com", "IDNA", "no A-label"),
    ("ana@xn--zzzzzz.com", "IDNA", "no A-label"),
    ("ana@xn--\u200c.com", "domain", "half of one"),
    ("ana@\u2488.com", "invalid", "a digit with a full stop in it"),
    ("ana@1.אב.com", "IDNA", "RFC 5893 §1.4: a label that would be shown elsewhere"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "sent_to"), [row[:2] for row in TAKEN], ids=[row[2] for row in TAKEN])
def test_an_address_is_taken(written, sent_to):
    """Each address is sent to in the form of the table."""
    found = parse_address(written)

    assert found.text == sent_to
    assert found.domain == sent_to.rpartition("@")[2]


@pytest.mark.parametrize(("written", "says"), [row[:2] for row in REFUSED], ids=[row[2] for row in REFUSED])
def test_an_address_is_refused(written, says):
    """Each of these gets no mail, and the reason names what is wrong with it."""
    with pytest.raises(ValueError, match=r"\w") as refused:
        parse_address(written)

    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Ana@Example.org", "ana@example.ORG", True),
        ("jose\u0301@example.org", "JOSÉ@example.org", True),
        ("ana@BÜCHER.example", "ana@xn--bcher-kva.example", True),
        ("a.na@gmail.com", "ana@gmail.com", False),
        ("ana+news@example.org", "ana@example.org", False),
        ("strauß@example.org", "strauss@example.org", False),
        ("ana@faß.de", "ana@fass.de", False),
    ],
)
def test_duplicates_are_found_by_the_key(one, other, is_same):
    """Case and ways of writing the same letters make no difference; everything else does."""
    assert (parse_address(one).key == parse_address(other).key) is is_same


def taken_or_refused(written):
    """Return the address, or why there is none."""
    try:
        return parse_address(written), None
    except ValueError as error:
        return None, str(error)


letters = st.sampled_from("abAB09.-_+@ ßéİ用ا\u200c\u0301。%'\"<[")


@given(st.text(letters, max_size=12), st.text(letters, max_size=12))
@example("a", "xn--a")
def test_every_address_is_taken_or_refused_with_a_reason(local, domain):
    """What is taken can be read again as we store it, with the same key; everything else is a ValueError."""
    found, reason = taken_or_refused(f"{local}@{domain}.example")

    if found is None:
        assert reason
        assert "zip()" not in reason
    else:
        assert parse_address(found.text) == found
        assert found.domain.isascii()
        assert found.key == unicodedata.normalize("NFC", found.key)


@given(st.from_regex(r"[a-zA-Z0-9._-]{1,66}@[a-zA-Z0-9.-]{1,20}\.(org|test|local|123|c-m)", fullmatch=True))
@example("a@b-.org")
@example("a@bc--d.org")
@example("a@xn--a.org")
def test_ascii_addresses_are_judged_as_the_library_judges_them(written):
    """The short way through our own patterns leads where the long one would; it is stricter about length."""
    try:
        validate_email(written, check_deliverability=False, test_environment=True, strict=True)
    except EmailNotValidError:
        with pytest.raises(ValueError, match=r"\w"):
            parse_address(written)
    else:
        assert parse_address(written).text.lower() == written.lower()


class TestNames:
    """A name is the person's own."""

    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("  Ana  Silva ", "Ana  Silva"),
            ("Jose\u0301", "José"),
            ("زهرا موسوی\u200cنژاد", "زهرا موسوی\u200cنژاد"),
            ("ක්\u200dරි", "ක්\u200dරි"),
            ("Joël Müller-Schultheiß", "Joël Müller-Schultheiß"),
            ('=HYPERLINK("http://x.example","y")', '=HYPERLINK("http://x.example","y")'),
            ("@SUM(A1)", "@SUM(A1)"),
            ("+cmd|' /C calc'!A0", "+cmd|' /C calc'!A0"),
            ("{{7*7}} {name} <b>", "{{7*7}} {name} <b>"),
            ("\u200fأحمد", "\u200fأحمد"),
            ("X" * 200, "X" * 200),
            ("", None),
            (" \t ", None),
            ("\u200b", None),
        ],
    )
    def test_a_name_is_kept_as_it_is_written(self, written, kept):
        """Only composed, and without the space around it; nothing is escaped here."""
        assert parse_name(written) == kept

    @pytest.mark.parametrize(
        ("written", "says"),
        [
            ("Ana\r\nBcc: x@y.org", "U+000D, U+000A"),
            ("Ana\tSilva", "U+0009"),
            ("Ana\x1b[31m", "U+001B"),
            ("Ana\x85Silva", "U+0085"),
            ("Ana\u2028Silva", "U+2028"),
            ("\u202eavliS anA", "U+202E"),
            ("\u2067Ana", "U+2067"),
            ("M\ufffdller", "U+FFFD"),
            ("X" * 201, "201 characters"),
        ],
    )
    def test_what_no_name_has_is_refused_by_its_code_point(self, written, says):
        """Line breaks, overrides and letters that were lost already do not get into a mail."""
        with pytest.raises(ValueError, match=r"\w") as refused:
            parse_name(written)

        assert says in str(refused.value)


class TestLanguages:
    """The languages of a member, in their own order."""

    @pytest.mark.parametrize(
        ("written", "tags"),
        [
            ("", ()),
            ("fr", ("fr",)),
            (" fr  en ", ("fr", "en")),
            ("zh_TW, fr;en", ("zh-TW", "fr", "en")),
            ("en/fr|es", ("en", "fr", "es")),
            ("ar، fa", ("ar", "fa")),
            ("en fr EN en_GB", ("en", "fr", "en-GB")),
            ("iw sr@latin fr_FR.UTF-8", ("he", "sr-Latn", "fr-FR")),
        ],
    )
    def test_a_list_of_tags(self, written, tags):
        """However tags are separated, each counts once, where it stands first."""
        assert parse_locales(written) == tuple(map(Locale, tags))

    @pytest.mark.parametrize("written", ["xx", "C", "../../de", "fr engl1sh", "\u202een", "a" * 1000])
    def test_an_unknown_tag_is_refused(self, written):
        """A member with a language that we cannot read is not sent a guess."""
        with pytest.raises(ValueError, match="names no language") as refused:
            parse_locales(written)

        assert len(str(refused.value)) < 100
