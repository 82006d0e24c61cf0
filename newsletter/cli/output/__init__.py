"""How results are printed: a module a command group; `console` has what they share."""
