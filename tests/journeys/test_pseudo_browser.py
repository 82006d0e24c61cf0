"""The made-up languages in a browser: longer texts and mirrored ones fit a phone and a desktop."""

import shutil

import pytest
from playwright.sync_api import sync_playwright

from newsletter.newsroom.create import init_example
from newsletter.publishing.pseudo_preview import ALL_KINDS, write_pseudo_previews
from servers.waiting import FOR_EVER_S

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on PATH: install chromium to run these tests"),
]


def test_no_mail_scrolls_sideways_and_no_text_is_cut(tmp_path):
    """At 320 and at 700 pixels: nothing is wider than the window, every bracket that opens is closed."""
    folder = init_example(tmp_path / "newsroom")
    written = write_pseudo_previews(
        folder, "2026-12", kinds=ALL_KINDS, out=tmp_path / "out", on_progress=lambda *_: None
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"], timeout=FOR_EVER_S * 1000
        )
        page = browser.new_page()
        page.set_default_timeout(FOR_EVER_S * 1000)
        for width in (320, 700):
            page.set_viewport_size({"width": width, "height": 800})
            for preview in written:
                page.goto(preview.html.as_uri())
                tag = str(preview.gate.locale)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (tag, width)
                text = page.inner_text("body")
                assert text.count("⟦") == text.count("⟧") > 40, (tag, width)
        browser.close()
