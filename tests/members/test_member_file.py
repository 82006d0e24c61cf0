"""An address file: how its columns are found, and what each row gives."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.errors import Fault, MemberFileError, Place
from newsletter.members.csv_import import MemberRow, SkipKind, SkippedRow, open_member_file

EXAMPLE = Path(__file__).parents[2] / "examples" / "metropolis" / "members.csv"


def opened(text):
    """Return the file with its header read."""
    return open_member_file(io.BytesIO(text.encode() if isinstance(text, str) else text), path="members.csv")


def rows(text):
    """Return what all rows of a file give."""
    return list(opened(text))


def members(text):
    """Return what the members of a file are called and written to, and in which languages."""
    return [
        (row.member.address.text, row.member.name, " ".join(map(str, row.member.locales)))
        for row in rows(text)
        if isinstance(row, MemberRow)
    ]


def refusal(text):
    """Return the faults for which a file is refused."""
    with pytest.raises(MemberFileError) as refused:
        rows(text)
    return [str(fault) for fault in refused.value.faults]


ANA = ("ana@example.org", "Ana Silva", "pt")

HEADERS = [
    # file                                                                              why
    ("email,name,languages\nana@example.org,Ana Silva,pt\n", "our own"),
    ("Email;Name;Language\r\nana@example.org;Ana Silva;pt\r\n", "a spreadsheet where the comma is decimal"),
    ("e-mail\tfull name\tlang\nana@example.org\tAna Silva\tpt", "tabs, and no end to the last line"),
    ("E_MAIL|FULLNAME|LOCALES\rana@example.org|Ana Silva|pt\r", "bars, and line ends of an old Macintosh"),
    ("sep=;\nemail;name;languages\nana@example.org;Ana Silva;pt\n", "Excel's first line"),
    ("sep=\t\nemail\tname\tlanguages\nana@example.org\tAna Silva\tpt\n", "Excel's first line, with tabs"),
    ("sep=:\nemail:name:languages\nana@example.org:Ana Silva:pt\n", "what it says is believed"),
    ('"sep=,"\nemail,name,languages\nana@example.org,Ana Silva,pt\n', "quoted by another program"),
    ("\n\nemail,name,languages\n\nana@example.org,Ana Silva,pt\n,,\n\n", "empty lines and empty rows"),
    ('"email","name","languages"\n"ana@example.org","Ana Silva","pt"\n', "everything quoted"),
    ('email, "name", languages\nana@example.org, "Ana Silva" , pt\n', "spaces around fields"),
    ("languages,NAME , E-Mail Address\npt, Ana Silva ,ana@example.org\n", "another order"),
    ("name;a, b, c, d, e, f;email;languages\nAna Silva;x;ana@example.org;pt\n", "commas in a name"),
    ("Email Address,First Name,Last Name,Language\nana@example.org,Ana,Silva,pt\n", "Mailchimp"),
    ("Prénom;Nom;Courriel;Langue\nAna;Silva;ana@example.org;pt\n", "French: `nom` beside `prénom`"),
    ("PRE\u0301NOM;NOM;COURRIEL;LANGUE\nAna;Silva;ana@example.org;pt\n", "in capitals, decomposed"),
    ("Nombre,Apellidos,Correo electrónico,Idioma\nAna,Silva,ana@example.org,pt\n", "Spanish"),
    ("Vorname;Nachname;E-Mail-Adresse;Sprache\nAna;Silva;ana@example.org;pt\n", "German"),
    ("nome,adresse,lingua\nAna Silva,ana@example.org,pt\n", "`adresse` alone"),  # codespell:ignore
    ("nom,adresse,e-mail,langue\nAna Silva,1 rue X,ana@example.org,pt\n", "beside"),  # codespell:ignore
    ("الاسم,البريد الإلكتروني,اللغة\nAna Silva,ana@example.org,pt\n", "Arabic"),
    ("姓名,电子邮件,语言\nAna Silva,ana@example.org,pt\n", "Chinese"),
    ("\ufeff\ufeffemail,name,languages\nana@example.org,Ana Silva,pt\n", "two byte order marks"),
    ("email,name,first name,last name,languages\nana@example.org,Ana Silva,A.,S.,pt\n", "the whole one wins"),
    ("email,name,first name,last name,languages\nana@example.org,,Ana,Silva,pt\n", "unless it is empty"),
    ("email,name,first name,languages\nana@example.org,Ana Silva,Ana,pt\n", "a first name twice"),
]  # fmt: skip


@pytest.mark.parametrize("text", [row[0] for row in HEADERS], ids=[row[1] for row in HEADERS])
def test_columns_are_found_by_name(text):
    """Whatever program wrote the file, the same member is read from it."""
    assert members(text) == [ANA]


def test_a_file_of_addresses_alone_is_enough():
    """Name and languages may be unknown."""
    assert members("email\nana@example.org\n") == [("ana@example.org", None, "")]


def test_columns_that_are_not_used_are_named():
    """Whoever imports sees what was not."""
    found = opened("id,email,City ,name,,\n1,ana@example.org,Porto,Ana,,\n")

    assert found.columns.ignored == ("id", "City")
    assert found.delimiter == ","
    assert isinstance(next(iter(found)), MemberRow)


REFUSED = [
    # file                                  what is wrong, and where                                       why
    ("", ": the file is empty", "0 bytes"),
    ("\n \n,,\n", ": the file is empty", "nothing but delimiters"),
    ("email,name\n", ":1: the file has a header and no row", "header only"),
    ("\nemail,name\n\n,\n", ":2: the file has a header and no row", "header and empty rows"),
    ("ana@example.org,Ana\nbob@example.org,Bob\n", ":1: the first line holds an address", "no header"),
    ("name,city\nAna,Porto\n", ":1: no column holds the address; there are 'name', 'city'", "no address"),
    ("email,name,name\na@b.org,A,B\n", ":1: 2 columns are called 'name'", "the same name twice"),
    ("email,tag,tag\na@b.org,A,B\n", ":1: 2 columns are called 'tag'", "also of a column not used"),
    ("email,Mail\na@b.org,a@c.org\n", ":1: the columns 'email', 'Mail' all say the address", "two addresses"),
    ("email,lang,locale\na@b.org,fr,en\n", ":1: the columns 'lang', 'locale' all", "two languages"),
    ("email," + ",".join(f"c{n}" for n in range(500)) + "\n", ":1: the header has 501", "far too many"),
    ("email," * 11_000 + "\n", ":1: the line has more than 65,536 characters", "a line without an end"),
    ("email,name\n" + "x" * 70_000 + "\n", ":2: the line has more than 65,536", "another"),
    ("email,name\n" + "x" * 400_000, ":2: the line has more than 65,536", "the last one"),
    ('email;"name\na@b.org;A\n', ":1: a quote opens in this line and does not close", "in the header"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says"), [row[:2] for row in REFUSED], ids=[row[2] for row in REFUSED])
def test_a_file_is_refused(text, says):
    """A file that cannot be read as a whole is refused with its line and a remedy."""
    [fault] = refusal(text)

    assert fault.startswith(f"members.csv{says}")
    assert fault.endswith(".")


def test_all_faults_of_a_header_come_at_once():
    """One correction is enough."""
    assert len(refusal("name,name,langue,idioma\nAna,Ana,fr,fr\n")) == 3


BAD_ROWS = [
    # row                                   what is wrong                                            why
    ("ana@example.org,Ana", "the row has 2 fields, and the header 3", "too short"),
    ("ana@example.org,Silva, Ana,pt", "the row has 4 fields, and the header 3", "a comma that is not quoted"),
    (",Ana,pt", "the address is empty", "no address"),
    ("ana@b,Ana,pt", "It should have a period", "no dot"),
    ("a..b@example.org,Ana,pt", "two periods", "two dots"),
    ("ana@-a.com,Ana,pt", "hyphen", "no host name"),
    ("x@[127.0.0.1],Ana,pt", "bracketed IP", "a domain literal"),
    ('"""x y""@example.org",Ana,pt', "Quoting", "a quoted local part"),
    ("x" * 65 + "@example.org,Ana,pt", "64 octets", "65 octets"),
    ("ana@example.org\u200b,Ana,pt", "U+200B", "what cannot be seen"),
    ("a\u202ena@example.org,Ana,pt", "U+202E", "an override"),
    ('"ana@example.org\nbob@example.org",Ana,pt', "U+000A", "two lines in one field"),
    ("ana@example.org,Ana,xx", "'xx' names no language", "no language"),
    ("ana@example.org,Ana,fr ../../de", "'..'", "a path"),
    ("ana@example.org," + "X" * 201 + ",pt", "201 characters", "too long a name"),
    ('ana@example.org,"Ana\nSilva",pt', "U+000A", "a name of two lines"),
    ("ana@example.org,\u202eanA,pt", "U+202E", "an override in a name"),
    ("ana@example.org,M\ufffdller,pt", "U+FFFD", "a letter that was lost before"),
    ('ana@example.org,"Ana" Silva,pt', "text stands behind a closing quote", "half quoted"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "says"), [row[:2] for row in BAD_ROWS], ids=[row[2] for row in BAD_ROWS])
def test_a_bad_row_is_a_fault_of_its_line(row, says):
    """The rows around it are read; the fault names the line and never the address."""
    before, fault, after = rows(f"email,name,languages\nfirst@example.org,,\n{row}\nlast@example.org,,\n")

    assert isinstance(before, MemberRow)
    assert isinstance(after, MemberRow)
    assert fault.where == "members.csv:3"
    assert says in fault.what
    assert "@example.org" not in str(fault)


def test_a_row_has_all_its_faults_at_once():
    """One correction is enough."""
    faults = rows("email,name,languages\nana,A\x07na,xx\n")

    assert [fault.where for fault in faults] == ["members.csv:2"] * 3


def test_a_formula_in_a_name_stays_as_it_is():
    """It is text here; whoever writes a spreadsheet escapes it."""
    [(_, name, _)] = members('email,name\nana@example.org,"=HYPERLINK(""http://x.example"",""y"")"\n')

    assert name == '=HYPERLINK("http://x.example","y")'


def test_tags_of_mailchimp_are_one_field():
    """Quotes within quotes are read as RFC 4180 §2.7 says."""
    text = 'Email Address,TAGS,OPTIN_IP,CONFIRM_TIME\nana@example.org,"""a"",""b""",,2019-12-04 10:00:00\n'

    assert members(text) == [("ana@example.org", None, "")]


class TestDuplicates:
    """The same address again is one member."""

    def test_the_first_row_counts(self):
        """Later ones in another spelling are noted with both lines, and stop nothing."""
        spellings = [
            "José@BÜCHER.example,One",
            "jose\u0301@xn--bcher-kva.example,Two",
            "JOSÉ@bücher.example,Three",
        ]

        first, *notes = rows("\n".join(["email,name", *spellings]))

        assert first.member.name == "One"
        assert [(note.kind, note.where) for note in notes] == [
            (SkipKind.MERGED, "members.csv:3"),
            (SkipKind.MERGED, "members.csv:4"),
        ]
        assert str(notes[0]) == "members.csv:3: merged: line 2 has the same address, and counts."

    def test_dots_of_a_provider_are_not_folded(self):
        """What only one provider says is the same is two addresses."""
        assert len(members("email\na.na@gmail.com\nana@gmail.com\n")) == 2

    def test_a_faulty_row_does_not_count(self):
        """Where the first row cannot be imported, the second is no duplicate."""
        _, second = rows("email,languages\nana@example.org,xx\nana@example.org,fr\n")

        assert isinstance(second, MemberRow)


class TestStanding:
    """Who must not be written to is left out, whatever else the row says."""

    @pytest.mark.parametrize(
        "status",
        [
            "",
            " ",
            "subscribed",
            "Active",
            "CONFIRMED",
            "enabled",
            "abonné",
            "abonne\u0301",
            "Sí",
            "true",
            "1",
        ],
    )
    def test_a_status_that_says_yes(self, status):
        """These are members."""
        assert len(members(f"email,status\nana@example.org,{status}\n")) == 1

    @pytest.mark.parametrize(
        "status",
        [
            "unsubscribed",
            "Cleaned",
            "bounced",
            "unreachable",
            "pending",
            "unconfirmed",
            "désabonné",
            "0",
            "?",
        ],
    )
    def test_any_other_status_leaves_out(self, status):
        """These are not, and the note says what the file says."""
        [note] = rows(f"email,status\nana@example.org,{status}\n")

        assert note == SkippedRow(
            place=Place("members.csv", 2),
            kind=SkipKind.LEFT_OUT,
            what=f"the status is {status!r}",
            withdrawn=None,
        )

    @pytest.mark.parametrize(
        ("column", "left", "stays"),
        [
            ("UNSUB_TIME", "2019-12-04 10:00:00", ""),
            ("Clean time", "2019-12-04", ""),
            ("blacklisted", "1", "0"),
            ("Unsubscribed", "yes", "No"),
            ("CONFIRM_TIME", "", "2019-12-04 10:00:00"),
            ("Estado", "Baja", "Jalisco"),
            ("State", "unsubscribed", "Texas"),
        ],
    )
    def test_other_columns_that_say_it(self, column, left, stays):
        """Exports say it by a date, by a flag, or under a word with two meanings."""
        note, row = rows(f"email,{column}\nana@example.org,{left}\nbob@example.org,{stays}\n")

        assert note.kind is SkipKind.LEFT_OUT
        assert isinstance(row, MemberRow)

    def test_every_status_has_to_say_yes(self):
        """Some exports have one of the person and one of the subscription."""
        status = "enabled,confirmed\nbob@example.org,enabled,blocked"

        row, note = rows(f"email,status,subscription status\nana@example.org,{status}\n")

        assert isinstance(row, MemberRow)
        assert note.what == "the status is 'blocked'"

    def test_who_left_is_left_out_even_if_the_row_is_bad(self):
        """Nobody has to correct a row that is not imported."""
        [note] = rows("email,status,lang\nana@@x,cleaned,xx\n")

        assert note.kind is SkipKind.LEFT_OUT

    def test_who_left_does_not_come_back_further_down(self):
        """A row that says yes does not overrule an earlier one that says no."""
        note, merged = rows("email,status\nana@example.org,unsubscribed\nANA@example.org,subscribed\n")

        assert note.kind is SkipKind.LEFT_OUT
        assert merged.kind is SkipKind.MERGED
        assert "line 2 has the same address, and is left out" in merged.what

    def test_who_leaves_further_down_is_withdrawn(self):
        """A row that says no takes back the member that an earlier one gave, once."""
        text = "email,status\nana@example.org,active\nAna@example.org,bounced\nana@example.org,cleaned\n"

        row, note, again = rows(text)

        assert note.withdrawn.key == row.member.address.key
        assert "line 2 with the same address does not count" in note.what
        assert again.withdrawn is None


def test_the_example_reads_without_a_fault():
    """The newsroom that we ship can be imported as it is."""
    with EXAMPLE.open("rb") as source:
        found = list(open_member_file(source, path="members.csv"))

    assert len(found) == 75
    assert all(isinstance(row, MemberRow) for row in found)


cells = st.text(st.sampled_from('ab@.,;\t|"\n\r é\u202e\x00=-\u200b'), max_size=12)


@given(
    st.one_of(
        st.binary(max_size=400),
        st.lists(cells, max_size=20).map(lambda them: ("email,name,lang\n" + ",".join(them)).encode()),
        st.text(max_size=200).map(lambda text: f"email;status\n{text}".encode("utf-8", "surrogatepass")),
        st.text(max_size=200).map(lambda text: ("email;name\n" + text).encode("utf-16", "surrogatepass")),
    )
)
def test_any_bytes_give_rows_or_a_refusal(octets):
    """No file, however broken, raises anything but `MemberFileError`, and every fault has its line."""
    try:
        found = rows(octets)
    except MemberFileError as refused:
        found = list(refused.faults)

    for row in found:
        assert isinstance(row, MemberRow | Fault | SkippedRow)
        assert isinstance(row, MemberRow) or row.where.startswith("members.csv")
