"""The columns of an address file: which holds the address, the name, the languages, the status.

    first record ──▶ read_header() ──▶ Columns ──▶ csv_import.py

Columns are found by name, in whatever case, with or without accents, spaces, hyphens and underscores.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from newsletter.errors import Fault, MemberFileError, Place

MAX_COLUMNS = 500


class ColumnRole(Enum):
    """What a column holds."""

    ADDRESS = "the address"
    PERHAPS_ADDRESS = "the address, where no column says so more clearly"
    NAME = "the name"
    FIRST_NAME = "the first name"
    LAST_NAME = "the last name"
    LANGUAGES = "the languages"
    STATUS = "whether the member may be written to"
    PERHAPS_STATUS = "a status, or a part of a country"
    LEFT = "that the member left, where it is filled in"
    CONFIRMED = "when the member confirmed"


# As exports of spreadsheets and of newsletter and association software write them.
_NAMES = {
    ColumnRole.ADDRESS: (
        "email, e-mail, e-mail address, address email, mail, mail address, email 1, "
        "e-mail 1 - value, primary email, member email, subscriber email, correo, "
        "correo electrónico, dirección de correo, dirección de correo electrónico, "
        "email del miembro, courriel, adresse courriel, adresse e-mail, adresse mail, "
        "adresse électronique, mél, e-mail-adresse, mailadresse, correio eletrónico, "
        "correio eletrônico, endereço de e-mail, correu, correu electrònic, adreça electrònica, "
        "adreça de correu, indirizzo e-mail, posta elettronica, e-mailadres, e-posta, adres e-mail, "
        "электронная почта, эл. почта, почта, 邮箱, 电子邮箱, 电子邮件, 邮件地址, 電子郵件, 電郵, "
        "メール, メールアドレス, 이메일, 이메일 주소, 전자우편, البريد الإلكتروني, بريد إلكتروني, "
        "ایمیل, ईमेल"
    ),
    ColumnRole.PERHAPS_ADDRESS: (
        "address, adresse, dirección, endereço, adreça, indirizzo, subscriber, contact"
    ),
    ColumnRole.NAME: (
        "name, full name, fullname, display name, contact name, member name, nombre completo, "
        "nombre y apellidos, nombre, nom, nom complet, nom et prénom, nome, nome completo, "
        "nom i cognoms, vollständiger name, имя, фио, 姓名, 名字, 名前, 氏名, 이름, 성명, الاسم, "
        "الاسم الكامل, نام, نام کامل, नाम"
    ),
    ColumnRole.FIRST_NAME: (
        "first name, firstname, fname, given name, prénom, nombre de pila, primeiro nome, vorname"
    ),
    ColumnRole.LAST_NAME: (
        "last name, lastname, lname, surname, family name, nom de famille, apellido, apellidos, "
        "sobrenome, apelido, cognom, cognoms, cognome, nachname, familienname"
    ),
    ColumnRole.LANGUAGES: (
        "language, languages, lang, langs, locale, locales, preferred language, preferred languages, "
        "language code, idioma, idiomas, lengua, langue, langues, língua, línguas, llengua, "
        "llengües, lingua, lingue, sprache, sprachen, taal, язык, языки, 语言, 語言, 言語, 언어, "
        "اللغة, اللغات, زبان, भाषा"
    ),
    ColumnRole.STATUS: (
        "status, member status, subscriber status, subscription status, email status, subscribed, "
        "subscribed to emails, statut, статус, 状态, 狀態, 상태, الحالة, وضعیت"
    ),
    # In an address, the state of Jalisco.
    ColumnRole.PERHAPS_STATUS: "state, estado, état, estat, stato, состояние",
    ColumnRole.LEFT: (
        "unsubscribed, unsubscribed at, unsub time, unsubscribe date, unsubscription date, "
        "opted out, opt out, clean time, cleaned, bounced, blacklisted, blocklisted, suppressed"
    ),
    ColumnRole.CONFIRMED: ("confirm time, confirmed at, confirmation time, confirmation date"),
}
_MANY = (ColumnRole.STATUS, ColumnRole.PERHAPS_STATUS, ColumnRole.LEFT, ColumnRole.CONFIRMED)


def _key(name: str) -> str:
    """Return a column's name with its letters alone, without case and accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


_ROLES = {_key(name): role for role, names in _NAMES.items() for name in names.split(",")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where a record has what, as indexes of its fields."""

    count: int
    address: int
    name: int | None
    first_name: int | None
    last_name: int | None
    languages: int | None
    statuses: tuple[int, ...]
    perhaps_statuses: tuple[int, ...]
    left: tuple[int, ...]
    confirmed: tuple[int, ...]
    ignored: tuple[str, ...]
    """The names of the columns that are not used."""


def known_count(header: Sequence[str]) -> int:
    """Return how many columns of a header have a known name."""
    return sum(_key(name) in _ROLES for name in header)


def read_header(header: Sequence[str], *, where: Place) -> Columns:
    """Return which column holds what.

    Raises:
        MemberFileError: no header, no column for the address, two for the same, or far too many.
    """
    if len(header) > MAX_COLUMNS:
        what = f"the header has {len(header):,} columns, and {MAX_COLUMNS} is the most"
        raise MemberFileError([Fault(*where, what, "Delete the columns that members do not need")])
    roles = _roles(header)
    faults = [
        *_repeated_name_faults(header, where),
        *_ambiguous_role_faults(header, roles, where),
        *_missing_address_faults(header, roles, where),
    ]
    if faults:
        raise MemberFileError(faults)
    at = {
        role: tuple(index for index, column_role in enumerate(roles) if column_role is role)
        for role in ColumnRole
    }
    name, first, last = (
        next(iter(at[role]), None) for role in (ColumnRole.NAME, ColumnRole.FIRST_NAME, ColumnRole.LAST_NAME)
    )
    # "Nom, Prénom" and "Nombre, Apellidos": beside one half of a name, the whole one is the other half.
    if name is not None and first is not None and last is None:
        name, last = None, name
    elif name is not None and last is not None and first is None:
        name, first = None, name
    return Columns(
        count=len(header),
        address=at[ColumnRole.ADDRESS][0],
        name=name,
        first_name=first,
        last_name=last,
        languages=next(iter(at[ColumnRole.LANGUAGES]), None),
        statuses=at[ColumnRole.STATUS],
        perhaps_statuses=at[ColumnRole.PERHAPS_STATUS],
        left=at[ColumnRole.LEFT],
        confirmed=at[ColumnRole.CONFIRMED],
        ignored=tuple(
            name.strip() for name, role in zip(header, roles, strict=True) if role is None and name.strip()
        ),
    )


def _roles(header: Sequence[str]) -> list[ColumnRole | None]:
    """Return what each column holds; what may be an address is one only where nothing else is."""
    roles = [_ROLES.get(_key(name)) for name in header]
    stands_in = None if ColumnRole.ADDRESS in roles else ColumnRole.ADDRESS
    return [stands_in if role is ColumnRole.PERHAPS_ADDRESS else role for role in roles]


def _repeated_name_faults(header: Sequence[str], where: Place) -> Iterator[Fault]:
    for name, times in Counter(name.strip() for name in header).items():
        if times > 1 and name:
            yield Fault(
                *where, f"{times} columns are called {name[:40]!r}", "Keep one of them, or rename the others"
            )


def _ambiguous_role_faults(
    header: Sequence[str], roles: Sequence[ColumnRole | None], where: Place
) -> Iterator[Fault]:
    for role in ColumnRole:
        names = [name.strip() for name, column_role in zip(header, roles, strict=True) if column_role is role]
        if role not in _MANY and len(set(names)) > 1:
            what = f"the columns {', '.join(repr(name) for name in names)} all say {role.value}"
            yield Fault(*where, what, "Keep one of them, or rename the others")


def _missing_address_faults(
    header: Sequence[str], roles: Sequence[ColumnRole | None], where: Place
) -> Iterator[Fault]:
    if ColumnRole.ADDRESS in roles:
        return
    if any("@" in name for name in header):
        what = "the first line holds an address where the names of the columns are expected"
        yield Fault(*where, what, "Put a line above it that names the columns: email, name, languages")
        return
    names = ", ".join(repr(name.strip()[:40]) for name in header[:20])
    yield Fault(
        *where,
        f"no column holds the address; there are {names}",
        "Call the column with the addresses `email`",
    )
