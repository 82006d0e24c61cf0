"""`newsletter up` as a person runs it, and as the worst night runs it: killed in the middle of a campaign."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from urllib.error import URLError
from urllib.request import Request, urlopen

import psutil
import pytest
from typer.testing import CliRunner

from newsletter.campaigns import campaigns
from newsletter.cli.app import app
from newsletter.database.database import open_database
from newsletter.identifiers import OccasionId
from servers.ports import own_port
from servers.waiting import FOR_EVER_S, until

MEMBERS = 900
HOST = "127.0.0.1"


class Office:
    """A newsroom on disk with ports of its own, and the `newsletter up` that runs in it."""

    def __init__(self, folder):
        self.folder = folder
        self.web, self.smtp, self.inbox = own_port(), own_port(), own_port()
        self.env = {
            **{name: value for name, value in os.environ.items() if not name.startswith("NEWSLETTER_")},
            "NEWSLETTER_WEB_PORT": str(self.web),
            "NEWSLETTER_INBOX_SMTP_PORT": str(self.smtp),
            "NEWSLETTER_INBOX_WEB_PORT": str(self.inbox),
        }
        self.process = None

    def run(self, *arguments):
        """Run a command in the newsroom that must work, and return what it printed."""
        words = ["--newsroom", str(self.folder), *arguments]
        env = dict.fromkeys(name for name in os.environ if name.startswith("NEWSLETTER_")) | self.env
        done = CliRunner().invoke(app, words, env=env, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    def refused_up(self):
        """Start everything where that must be refused, and return what it said."""
        argv = [sys.executable, "-m", "newsletter", "up"]
        done = subprocess.run(
            argv, cwd=self.folder, env=self.env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 69
        return done.stderr

    def up(self):
        """Start everything, and return once web and inbox answer, or whatever there is in its place."""
        with (self.folder.parent / "up.log").open("ab") as log:
            argv = [sys.executable, "-m", "newsletter", "up"]
            self.process = subprocess.Popen(argv, cwd=self.folder, env=self.env, stdout=log, stderr=log)
        until(lambda: self.process.poll() is not None or self.is_ready())
        assert self.process.poll() is None, (self.folder.parent / "up.log").read_text()

    def is_ready(self):
        """Tell whether a person could begin."""
        return answers(self.web, "/health") and answers(self.inbox, "/api/mails?limit=0")

    def down(self):
        """Ask everything to end, and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=FOR_EVER_S)

    def create(self, list_name):
        """Create a campaign and return its number."""
        return json.loads(self.run("campaign", "create", "2026-12", "--list", list_name, "--json"))[
            "campaign"
        ]

    def send(self, campaign):
        """Send a campaign, for workers that may take their time to begin."""
        self.run("campaign", "send", str(campaign), "--no-wait")

    def mails(self):
        """Return what the inbox has."""
        with urlopen(f"http://{HOST}:{self.inbox}/api/mails", timeout=FOR_EVER_S) as answer:
            return json.load(answer)["mails"]

    def mails_to(self, address):
        """Return what the inbox has for one member."""
        return [mail for mail in self.mails() if mail["envelope"]["recipients"] == [address]]

    def status(self, campaign):
        """Return the status of a campaign."""
        database = open_database(f"sqlite:///{self.folder / 'var' / 'newsletter.sqlite3'}")
        try:
            return campaigns.status(database, OccasionId(campaign))
        finally:
            database.close()

    def children(self):
        """Return every process that works for this newsroom."""
        return [
            process
            for process in psutil.process_iter(["cmdline", "environ"])
            if (process.info["environ"] or {}).get("NEWSLETTER_STATE_DIR") == str(self.folder / "var")
            and process.status() != psutil.STATUS_ZOMBIE
        ]


class Relay:
    """An inbox that an office does not start itself: it comes and goes as relays do."""

    def __init__(self, office):
        self.office, self.process = office, None

    def come(self):
        """Be there."""
        if self.process is None:
            ports = ["--smtp-port", str(self.office.smtp), "--web-port", str(self.office.inbox)]
            argv = [
                sys.executable,
                "-m",
                "newsletter.local.inbox",
                "--directory",
                self.office.folder / "relay",
                *ports,
            ]
            self.process = subprocess.Popen(argv, stdout=subprocess.PIPE)
            assert self.process.stdout.readline(), "it says where it listens once it does"

    def go(self):
        """Be away."""
        if self.process is not None:
            self.process.terminate()
            self.process.communicate()
            self.process = None


def answers(port, path):
    """Tell whether a server answers 200."""
    try:
        with urlopen(f"http://{HOST}:{port}{path}", timeout=FOR_EVER_S) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """The example newsroom with a published edition and many members, made once."""
    made = Office(tmp_path_factory.mktemp("prepared") / "newsroom")
    assert CliRunner().invoke(app, ["init", str(made.folder), "--example"]).exit_code == 0
    lists = {
        "members": [f"m{n}@host{n % 50}.example,Member {n},en" for n in range(MEMBERS)],
        "leaving": ["leaving@x.example,,ar"],
        "patient": ["patient@x.example,,fr"],
    }
    for name, rows in lists.items():
        file = made.folder / f"{name}.csv"
        file.write_text("\n".join(["email,name,languages", *rows, ""]), encoding="utf-8")
        made.run("list", "create", name)
        made.run("member", "import", str(file), "--list", name)
    made.run("publish", "2026-12")
    return made.folder


@pytest.fixture
def office(prepared, tmp_path):
    """A copy of that newsroom, for one test."""
    shutil.copytree(prepared, tmp_path / "newsroom")
    made = Office(tmp_path / "newsroom")
    yield made
    if made.process is not None and made.process.poll() is None:
        made.down()


@pytest.fixture(scope="module")
def running(prepared, tmp_path_factory):
    """A copy of that newsroom where everything runs, for all tests that only use it; and its relay."""
    folder = tmp_path_factory.mktemp("running") / "newsroom"
    shutil.copytree(prepared, folder)
    made = Office(folder)
    made.env["NEWSLETTER_SMTP_URL"] = f"smtp://{HOST}:{made.smtp}?rehearsal=yes"
    relay = Relay(made)
    relay.come()
    try:
        made.up()
        yield made, relay
        assert made.down() == 0
    finally:
        made.process.kill()
        relay.go()


def test_a_campaign_survives_the_kill_of_everything(office):
    """Killed with SIGKILL in the middle; the next `up` ends what is left over and goes on: nobody twice."""
    office.up()
    office.send(office.create("members"))
    until(office.mails)

    family = [office.process, *psutil.Process(office.process.pid).children(recursive=True)]
    worker = [
        process
        for process in family[1:]
        if "celery" in " ".join(process.cmdline()) and "worker" in process.cmdline()
    ]
    office.process.kill()
    for process in worker:
        process.kill()
    office.process.wait()
    office.up()
    until(lambda: office.status(1).is_over)

    by_state = office.status(1).by_state
    taken = Counter(mail["message_id"] for mail in office.mails())
    assert max(taken.values()) == 1
    assert by_state["accepted"] + by_state.get("unknown", 0) == MEMBERS
    assert by_state["accepted"] <= len(taken) <= by_state["accepted"] + by_state.get("unknown", 0)
    assert by_state.get("unknown", 0) <= 20, "not more than the connections of the two worker processes"
    assert office.down() == 0
    assert office.children() == []


def test_the_links_of_a_mail_work_from_the_bytes_of_its_header(running):
    """One-click from List-Unsubscribe, the page from the same URL; afterwards the member gets nothing."""
    office, relay = running
    relay.come()
    campaign = office.create("leaving")
    office.send(campaign)
    until(lambda: office.status(campaign).is_over)
    [mail] = office.mails_to("leaving@x.example")
    with urlopen(f"http://{HOST}:{office.inbox}/mails/{mail['id']}/download", timeout=FOR_EVER_S) as answer:
        content = answer.read().decode("ascii")
    [url] = re.findall(r"^List-Unsubscribe: <(\S+)>\r$", content, re.MULTILINE)

    with urlopen(url, timeout=FOR_EVER_S) as answer:
        page = answer.read().decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert member_count(office, "leaving") == 1
    click = Request(url, data=b"List-Unsubscribe=One-Click", method="POST")
    with urlopen(click, timeout=FOR_EVER_S) as answer:
        assert (answer.status, answer.url) == (200, url)

    assert member_count(office, "leaving") == 0
    sent = json.loads(office.run("campaign", "send", str(office.create("leaving")), "--json"))
    assert sent["by_state"]["skipped"] == sent["candidates"] == 1


def member_count(office, list_name):
    """Return how many members a list has now."""
    found = json.loads(office.run("list", "show", "--json"))
    return next(one["members"] for one in found if one["name"] == list_name)


def test_a_taken_port_is_named(office, running):
    """By port and setting, as to who starts a second newsroom; nothing is left running."""
    office.env["NEWSLETTER_INBOX_SMTP_PORT"] = str(running[0].web)

    said = office.refused_up()

    assert f"port {running[0].web} on {HOST} is taken" in said
    assert "NEWSLETTER_INBOX_SMTP_PORT" in said
    assert office.children() == []


def test_a_second_up_in_the_same_newsroom_is_refused(running):
    """The first one goes on."""
    office, _ = running

    assert "already running" in office.refused_up()
    assert answers(office.web, "/health")


def test_without_a_relay_the_campaign_says_why_and_goes_on_later(running):
    """Nothing is lost; the mail leaves once the relay is there."""
    office, relay = running
    relay.go()
    campaign = office.create("patient")
    office.send(campaign)

    until(lambda: office.status(campaign).campaign.trouble)

    assert f"No SMTP server at {HOST}:{office.smtp}" in office.status(campaign).campaign.trouble
    assert "does not get on" in office.run("campaign", "status", str(campaign))
    assert office.status(campaign).by_state == {"pending": 1}
    relay.come()
    until(lambda: office.status(campaign).is_over)
    assert len(office.mails_to("patient@x.example")) == 1
