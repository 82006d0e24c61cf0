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

from newsletter.campaigns import campaigns
from newsletter.database.database import open_database
from newsletter.identifiers import OccasionId
from newsletter.local.supervisor.ports import free_port
from servers.waiting import FOR_EVER_S, until

MEMBERS = 900
HOST = "127.0.0.1"


class Office:
    """A newsroom on disk with ports of its own, and the `newsletter up` that runs in it."""

    def __init__(self, folder):
        self.folder = folder
        self.web, self.smtp, self.inbox = free_port(HOST), free_port(HOST), free_port(HOST)
        self.env = {
            **{name: value for name, value in os.environ.items() if not name.startswith("NEWSLETTER_")},
            "NEWSLETTER_WEB_PORT": str(self.web),
            "NEWSLETTER_INBOX_SMTP_PORT": str(self.smtp),
            "NEWSLETTER_INBOX_WEB_PORT": str(self.inbox),
        }
        self.process = None

    def run(self, *arguments, check=True):
        """Run a command in the newsroom and return what it did."""
        argv = [sys.executable, "-m", "newsletter", *arguments]
        return subprocess.run(
            argv, cwd=self.folder, env=self.env, capture_output=True, text=True, check=check
        )

    def up(self, *, with_inbox=True):
        """Start everything, and return once web and inbox answer."""
        with (self.folder.parent / "up.log").open("ab") as log:
            argv = [sys.executable, "-m", "newsletter", "up"]
            self.process = subprocess.Popen(argv, cwd=self.folder, env=self.env, stdout=log, stderr=log)
        until(lambda: self.process.poll() is not None or self.is_ready(with_inbox=with_inbox))
        assert self.process.poll() is None, (self.folder.parent / "up.log").read_text()

    def is_ready(self, *, with_inbox):
        """Tell whether a person could begin."""
        return answers(self.web, "/health") and (not with_inbox or answers(self.inbox, "/api/mails?limit=0"))

    def down(self):
        """Ask everything to end, and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=FOR_EVER_S)

    def mails(self):
        """Return what the inbox has."""
        with urlopen(f"http://{HOST}:{self.inbox}/api/mails", timeout=FOR_EVER_S) as answer:
            return json.load(answer)["mails"]

    def status(self):
        """Return the status of campaign 1."""
        database = open_database(f"sqlite:///{self.folder / 'var' / 'newsletter.sqlite3'}")
        try:
            return campaigns.status(database, OccasionId(1))
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
    subprocess.run(
        [sys.executable, "-m", "newsletter", "init", made.folder, "--example"],
        check=True,
        capture_output=True,
    )
    rows = "".join(f"m{n}@host{n % 50}.example,Member {n},en\n" for n in range(MEMBERS))
    (made.folder / "many.csv").write_text(f"email,name,languages\n{rows}", encoding="utf-8")
    (made.folder / "one.csv").write_text("email,languages\nlast@x.example,ar\n", encoding="utf-8")
    for name, file in (("members", "many.csv"), ("few", "one.csv")):
        made.run("list", "create", name)
        made.run("member", "import", file, "--list", name)
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


def test_a_campaign_survives_the_kill_of_everything(office):
    """Killed with SIGKILL in the middle; the next `up` ends what is left over and goes on: nobody twice."""
    office.up()
    office.run("campaign", "create", "2026-12", "--list", "members")
    office.run("campaign", "send", "1", "--no-wait")
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
    until(lambda: office.status().is_over)

    by_state = office.status().by_state
    taken = Counter(mail["message_id"] for mail in office.mails())
    assert max(taken.values()) == 1
    assert by_state["accepted"] + by_state.get("unknown", 0) == MEMBERS
    assert by_state["accepted"] <= len(taken) <= by_state["accepted"] + by_state.get("unknown", 0)
    assert by_state.get("unknown", 0) <= 20, "not more than the connections of the two worker processes"
    assert office.down() == 0
    assert office.children() == []


def test_the_links_of_a_mail_work_from_the_bytes_of_its_header(office):
    """One-click from List-Unsubscribe, the page from the same URL; afterwards the member gets nothing."""
    office.up()
    office.run("campaign", "create", "2026-12", "--list", "few")
    office.run("campaign", "send", "1")
    [mail] = office.mails()
    with urlopen(f"http://{HOST}:{office.inbox}/mails/{mail['id']}/download", timeout=FOR_EVER_S) as answer:
        content = answer.read().decode("ascii")
    [url] = re.findall(r"^List-Unsubscribe: <(\S+)>\r$", content, re.MULTILINE)

    with urlopen(url, timeout=FOR_EVER_S) as answer:
        page = answer.read().decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert json.loads(office.run("list", "show", "--json").stdout)[0]["members"] == 1
    with urlopen(
        Request(url, data=b"List-Unsubscribe=One-Click", method="POST"), timeout=FOR_EVER_S
    ) as answer:
        assert (answer.status, answer.url) == (200, url)

    assert json.loads(office.run("list", "show", "--json").stdout)[0]["members"] == 0
    office.run("campaign", "create", "2026-12", "--list", "few")
    sent = json.loads(office.run("campaign", "send", "2", "--json").stdout)
    assert sent["by_state"]["skipped"] == sent["candidates"] == 1


def test_a_taken_port_is_named(office):
    """By port and setting; nothing is left running."""
    office.env["NEWSLETTER_INBOX_WEB_PORT"] = office.env["NEWSLETTER_WEB_PORT"]

    done = office.run("up", check=False)

    assert done.returncode == 69
    assert "NEWSLETTER_WEB_PORT" in done.stderr
    assert office.children() == []


def test_a_second_up_in_the_same_newsroom_is_refused(office):
    """The first one goes on."""
    office.up()

    done = office.run("up", check=False)

    assert done.returncode == 69
    assert "already running" in done.stderr
    assert answers(office.web, "/health")


def test_without_a_relay_the_campaign_says_why_and_goes_on_later(office):
    """Nothing is lost; the mail leaves once the relay is there."""
    relay = office.env["NEWSLETTER_INBOX_SMTP_PORT"]
    office.env["NEWSLETTER_SMTP_URL"] = f"smtp://{HOST}:{relay}"
    office.up(with_inbox=False)
    office.run("campaign", "create", "2026-12", "--list", "few")
    office.run("campaign", "send", "1", "--no-wait")

    until(lambda: office.status().campaign.trouble)

    assert f"No SMTP server at {HOST}:{relay}" in office.status().campaign.trouble
    assert "does not get on" in office.run("campaign", "status", "1").stdout
    assert office.status().by_state == {"pending": 1}
    argv = [sys.executable, "-m", "newsletter.local.inbox", "--directory", office.folder / "later"]
    ports = ["--smtp-port", relay, "--web-port", str(office.inbox)]
    with subprocess.Popen([*argv, *ports], stdout=subprocess.DEVNULL) as inbox:
        until(lambda: office.status().is_over)
        assert len(office.mails()) == 1
        inbox.terminate()
