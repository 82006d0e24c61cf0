"""The newsroom as its author writes it: settings, articles, editions, glossary, its folder."""
