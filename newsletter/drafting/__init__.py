"""Adapters: who makes first drafts of translations, be it a file or a server."""
