"""Use cases over a newsroom's catalogues, one a command."""
