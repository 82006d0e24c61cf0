"""From a newsroom to a revision: build every language, preview, publish."""
