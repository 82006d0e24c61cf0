"""A multilingual newsletter publishing service.

One edition, every member in their own language, exactly once. `ARCHITECTURE.md` draws the
flow; `GLOSSARY.md` holds the words used here.
"""
