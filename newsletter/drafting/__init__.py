"""Adapters that make drafts of translations: a file, or a machine over the network."""
