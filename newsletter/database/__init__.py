"""The only SQL: tables, moves of the ledger, revisions, members."""
