"""Whether a row of an address file may be written to: by its status, and by what says that it left.

    fields, Columns ──▶ left_out_reason() ──▶ reason or None ──▶ csv_import.py

Only what is known to mean yes is one. Who unsubscribed elsewhere must not come back by an import, so a status
that is not known leaves the row out, and says so.
"""

import unicodedata
from collections.abc import Sequence

from newsletter.members.csv_columns import Columns

_YES = {
    "en": "subscribed, active, activated, confirmed, enabled, opted in, opt-in, yes, y, true, 1",
    "es": "suscrito, suscrita, activo, activa, confirmado, confirmada, sí, si",
    "fr": "abonné, abonnée, inscrit, inscrite, actif, active, confirmé, confirmée, oui",
    "pt": "inscrito, inscrita, ativo, ativa, confirmado, confirmada, sim",
    "ca": "subscrit, subscrita, actiu, activa, confirmat, confirmada, sí",
    "de": "abonniert, aktiv, bestätigt, ja",
    "it": "iscritto, iscritta, attivo, attiva, confermato, confermata, sì",
}
_NO = {
    "en": "unsubscribed, cleaned, bounced, unreachable, pending, unconfirmed, inactive, disabled, blocked, "
    "blocklisted, blacklisted, complained, suppressed, deleted, archived, opted out, opt-out",
    "es": "baja, de baja, dado de baja, dada de baja, inactivo, inactiva, pendiente, cancelado, cancelada",
    "fr": "désabonné, désabonnée, désinscrit, désinscrite, inactif, inactive, en attente",
    "pt": "cancelado, cancelada, inativo, inativa, pendente, descadastrado, descadastrada",
    "ca": "baixa, de baixa, inactiu, inactiva, pendent",
    "it": "cancellato, cancellata, disiscritto, disiscritta, inattivo, inattiva, in attesa",
}
# An empty status says nothing against a member.
_MAY = frozenset(["", *(word for words in _YES.values() for word in words.split(", "))])
_MAY_NOT = frozenset(word for words in _NO.values() for word in words.split(", "))
_NOT_LEFT = frozenset(["", "0", "no", "n", "false", "non", "não", "nein"])


def left_out_reason(fields: Sequence[str], columns: Columns) -> str | None:
    """Return why a row must not be written to, None where nothing says so."""
    for index in columns.statuses:
        if _word(fields[index]) not in _MAY:
            return f"the status is {fields[index].strip()[:40]!r}"
    if any(_word(fields[index]) in _MAY_NOT for index in columns.perhaps_statuses):
        return "the status says that the member left"
    if any(_word(fields[index]) not in _NOT_LEFT for index in columns.left):
        return "the row says that the member left"
    if any(not fields[index].strip() for index in columns.confirmed):
        return "the row has no time at which the member confirmed"
    return None


def _word(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().casefold()
