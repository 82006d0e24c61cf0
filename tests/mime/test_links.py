"""Tokens in links: ours verify after all that mail programs do to them, and nothing else does."""

import hmac
import re
from base64 import b32encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.mime.link_tokens import LinkToken, Purpose, derived_key, read, sign

KEY, OLD_KEY = derived_key(b"a secret of this installation", "links"), derived_key(b"an older one", "links")
ADA = LinkToken(purpose=Purpose.UNSUBSCRIBE, member_id=1_000_000, list_id=12, delivery_id=500_000_000)
SIGNED = sign(ADA, keys=[KEY])

ids = st.integers(0, 2**63)


@given(st.sampled_from(Purpose), ids, ids, ids)
def test_any_token_comes_back(purpose, member_id, list_id, delivery_id):
    """Ids of every size survive."""
    token = LinkToken(purpose=purpose, member_id=member_id, list_id=list_id, delivery_id=delivery_id)

    assert read(sign(token, keys=[KEY]), keys=[KEY]) == token


def test_a_token_is_short_and_of_one_case():
    """It fits into a header line, a local part and a line of text."""
    assert len(SIGNED) <= 50
    assert re.fullmatch("[a-z2-7]+", SIGNED)


def test_a_negative_id_is_refused():
    """No row has one."""
    with pytest.raises(ValueError, match="0 or more"):
        sign(LinkToken(purpose=Purpose.ONLINE, member_id=-1, list_id=1, delivery_id=1), keys=[KEY])


class TestKeys:
    """The first key signs, all keys verify."""

    def test_a_token_outlives_the_change_of_keys(self):
        """A link in a mail of last year still works."""
        old = sign(ADA, keys=[OLD_KEY])

        assert read(old, keys=[KEY, OLD_KEY]) == ADA
        assert read(old, keys=[KEY]) is None

    def test_the_first_key_signs(self):
        """A key that was added last is used at once."""
        assert sign(ADA, keys=[KEY, OLD_KEY]) == SIGNED

    def test_a_key_is_derived_for_one_purpose(self):
        """Who learns one key has not learnt the others."""
        keys = {derived_key(secret, purpose) for secret in (b"a", b"b") for purpose in ("links", "cookies")}

        assert len(keys) == 4
        assert {len(key) for key in keys} == {32}


class TestDamage:
    """What happens to a link on its way."""

    @pytest.mark.parametrize(
        "damage",
        [
            "{}.", "{}>", "{})", "{}.)", "{},", "{}=", "{}=3D", "{}=3d", "{}=20", "{}%2e", "{}%2E", "{}%3E",
            "{}\n", "{} ", "{}=\r\n", "=3D{}", "3D{}", "3d{}", '{}"', "{}'", "{}.>=3D",
        ],
    )  # fmt: skip
    def test_transport_damage_is_repaired(self, damage):
        """Punctuation and debris of quoted-printable around a token are not the reader's fault."""
        assert read(damage.format(SIGNED), keys=[KEY]) == ADA
        assert read(damage.format(SIGNED.upper()), keys=[KEY]) == ADA

    @pytest.mark.parametrize("at", [1, 20, len(SIGNED) - 1])
    def test_a_soft_line_break_inside_is_repaired(self, at):
        """A mail program that does not know quoted-printable leaves it in the link."""
        assert read(f"{SIGNED[:at]}=\r\n{SIGNED[at:]}", keys=[KEY]) == ADA

    @pytest.mark.parametrize(
        "token",
        [
            "", ".", SIGNED[:-1], SIGNED[1:], SIGNED + "a", SIGNED * 2, SIGNED.title(),
            SIGNED[0].upper() + SIGNED[1:], f"{SIGNED}/x", f"{SIGNED}?t={SIGNED}", f"x {SIGNED}",
            SIGNED.replace(SIGNED[5], "é", 1),
            "a" * 42, SIGNED + "." * 1_000, "\0" * 42, "９" * 42, "İ" * 42, SIGNED + "." * 1_000_000 + "x",
        ],
    )  # fmt: skip
    def test_nothing_else_is_repaired(self, token):
        """What was cut, doubled, mixed or made up does not verify."""
        assert read(token, keys=[KEY]) is None

    def test_no_flipped_bit_verifies(self):
        """Each bit of each character is covered by the signature or by the spelling."""
        raw = SIGNED.encode()
        for bit in range(len(raw) * 8):
            flipped = bytearray(raw)
            flipped[bit // 8] ^= 1 << bit % 8
            assert read(flipped.decode("latin-1"), keys=[KEY]) is None

    def test_no_other_spelling_verifies(self):
        """The last letter has spare bits, and a token has one spelling only."""
        letters = "abcdefghijklmnopqrstuvwxyz234567"

        assert [last for last in letters if read(SIGNED[:-1] + last, keys=[KEY])] == [SIGNED[-1]]

    @given(st.text() | st.text(st.sampled_from("ab27AB=%3D.> \r\n"), max_size=60))
    def test_no_string_raises(self, token):
        """Whatever a scanner sends gets an answer, and that is no."""
        assert read(token, keys=[KEY]) is None


def signed_by_hand(payload):
    """A token with this payload and a right signature, made without the code under test."""
    raw = payload + hmac.new(KEY, payload, "sha256").digest()[:16]
    return b32encode(raw).decode().rstrip("=").lower()


class TestForeignPayloads:
    """A payload that was signed with our key, by another version of this program."""

    @pytest.mark.parametrize(
        "payload",
        [
            b"\x02\x01\x01\x01\x01",
            b"\x01\x63\x01\x01\x01",
            b"\x01\x01\x01\x01",
            b"\x01\x01\x01\x01\x01\x01",
            b"\x01",
            b"",
        ],
        ids=["version", "purpose", "too few numbers", "too many numbers", "no purpose", "nothing"],
    )
    def test_what_this_version_does_not_know_is_none(self, payload):
        """Neither an exception nor a guess."""
        assert read(signed_by_hand(payload), keys=[KEY]) is None

    def test_the_form_of_a_token_never_changes(self):
        """Links in mails that are years old must still be read."""
        assert read(signed_by_hand(b"\x01\x02\x81\x01\x07\x00"), keys=[KEY]) == LinkToken(
            purpose=Purpose.ONLINE, member_id=129, list_id=7, delivery_id=0
        )
