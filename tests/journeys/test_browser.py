"""What a reader's browser makes of it: mails at phone and desktop width, the unsubscribe page, its button."""

import shutil
import threading

import pytest
import uvicorn
from playwright.sync_api import sync_playwright
from sqlalchemy import select

from given import given_wave
from newsletter.database.database import open_database
from newsletter.database.schema import subscription
from newsletter.i18n.locale import Locale
from newsletter.identifiers import DeliveryId, ListId, MemberId
from newsletter.mime.keys import keys_of
from newsletter.mime.link_tokens import LinkToken, Purpose, sign
from newsletter.newsroom.create import init_example
from newsletter.publishing.preview import write_previews
from newsletter.subscriptions.pages import Links
from newsletter.web import web_app
from servers.ports import own_port
from servers.waiting import FOR_EVER_S

KEYS = keys_of(["a secret that is at least thirty-two characters long"])
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on PATH: install chromium to run these tests"),
]


@pytest.fixture(scope="module")
def browser():
    """The system's Chromium, without a window."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"], timeout=FOR_EVER_S * 1000
        )
        yield found
        found.close()


@pytest.fixture
def page(browser):
    """A page that notes every request which leaves this machine, and every script error."""
    context = browser.new_context(viewport={"width": 375, "height": 800})
    context.set_default_timeout(FOR_EVER_S * 1000)
    found = context.new_page()
    found.strangers = []
    found.on(
        "request", lambda request: found.strangers.append(request.url) if is_strange(request.url) else None
    )
    found.on("pageerror", lambda error: found.strangers.append(str(error)))
    yield found
    context.close()


def is_strange(url):
    """Tell whether a URL leads to anybody else."""
    return not url.startswith(("file://", "data:", "http://127.0.0.1:"))


class Server(uvicorn.Server):
    """A web server that says when it answers."""

    def __init__(self, config):
        super().__init__(config)
        self.is_ready = threading.Event()

    async def startup(self, sockets=None):
        """Start, and say so."""
        await super().startup(sockets)
        self.is_ready.set()


@pytest.fixture
def served(sqlite_url, clock):
    """A web service with one Arabic delivery; gives (its address, its database)."""
    database = open_database(sqlite_url)
    given_wave(database, clock.now, count=1, tags=("ar",))
    port = own_port()
    server = Server(
        uvicorn.Config(web_app(Links(database=database, keys=KEYS)), port=port, log_config=None, ws="none")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    server.is_ready.wait()
    yield f"http://127.0.0.1:{port}", database
    server.should_exit = True
    thread.join()
    database.close()


def test_the_unsubscribe_page_is_mirrored_and_its_button_acts(page, served):
    """Opening it, with JavaScript and all, changes nothing; one press of the button does."""
    address, database = served
    link = LinkToken(
        purpose=Purpose.UNSUBSCRIBE, member_id=MemberId(1), list_id=ListId(1), delivery_id=DeliveryId(1)
    )
    for _ in range(3):
        page.goto(f"{address}/u/{sign(link, keys=KEYS.links)}")
    assert state(database) == "confirmed"
    assert page.eval_on_selector("body", "body => getComputedStyle(body).direction") == "rtl"
    assert page.locator("button").bounding_box()["height"] >= 44

    page.locator("button").click()

    assert state(database) == "unsubscribed"
    assert page.locator("button").count() == 0
    assert page.strangers == []


def state(database):
    """Return the state of the only subscription."""
    with database.read() as db:
        return db.execute(select(subscription.c.state)).scalar_one()


@pytest.fixture(scope="module")
def previews(tmp_path_factory):
    """The example's mails in every language, as `newsletter preview` writes them."""
    work = tmp_path_factory.mktemp("previews")
    folder = init_example(work / "newsroom")
    written = write_previews(folder, "2026-12", out=work / "out", locales=(), on_progress=lambda *_: None)
    return [preview for preview in written if preview.html]


@pytest.mark.parametrize("width", [320, 375, 700])
def test_every_language_fits_every_width(page, previews, width):
    """No mail scrolls sideways, no picture is missing, nothing is fetched from elsewhere."""
    page.set_viewport_size({"width": width, "height": 800})
    for preview in previews:
        page.goto(preview.html.as_uri())
        tag = str(preview.gate.locale)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (tag, width)
        loaded = page.evaluate(
            "[...document.images].every(image => image.complete && image.naturalWidth > 0)"
        )
        assert loaded, tag
    assert page.strangers == []


def test_right_to_left_mails_are_mirrored(page, previews):
    """Headings begin at the right, and the bar of a quote stands there too."""
    for preview in previews:
        locale = preview.gate.locale
        page.goto(preview.html.as_uri())
        found = page.eval_on_selector("h1", "h1 => getComputedStyle(h1).direction")
        assert found == Locale.parse(str(locale)).direction, str(locale)
        bars = page.eval_on_selector(
            "blockquote", "q => [getComputedStyle(q).borderLeftWidth, getComputedStyle(q).borderRightWidth]"
        )
        assert (bars[1] != "0px") == (locale.direction == "rtl"), (str(locale), bars)


def test_text_is_large_and_dark_enough(page, previews):
    """At least 14 px, and a contrast of at least 4.5 against its background (WCAG 2.2, 1.4.3)."""
    page.goto(previews[0].html.as_uri())

    faint = page.evaluate(FAINT_TEXT)

    assert faint == []


FAINT_TEXT = """() => {
  const rgba = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const found = rgba(getComputedStyle(e).backgroundColor);
      if (found.length < 4 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  const shown = e => e.checkVisibility() && e.getBoundingClientRect().height > 1
    && getComputedStyle(e).fontSize !== "1px" && !e.closest("[aria-hidden=true]");
  return [...document.body.querySelectorAll("*")]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && shown(e))
    .map(e => {
      const style = getComputedStyle(e), a = light(rgba(style.color)), b = light(ground(e));
      const contrast = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
      return [e.textContent.trim().slice(0, 30), parseFloat(style.fontSize), contrast];
    })
    .filter(([, size, contrast]) => size < 14 || contrast < 4.5);
}"""
