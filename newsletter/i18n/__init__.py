"""Locales, the fallback graph, and how a language writes dates and numbers."""
