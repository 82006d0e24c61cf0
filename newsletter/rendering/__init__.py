"""A localised edition becomes MJML, HTML and a text part."""
