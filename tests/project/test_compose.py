"""The compose file: valid, without a secret, and every command of ours starts as an ordinary process.

No Docker engine is needed: the services' commands run here with the file's environment, its host
names replaced by an embedded PostgreSQL and an embedded Valkey.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml
from jsonschema import Draft7Validator

from newsletter.delivery.nudges import SLICE_S
from newsletter.local.supervisor.supervisor import Supervisor
from newsletter.local.supervisor.valkey import embedded_valkey
from newsletter.wiring.settings import PREFIX, Settings
from servers.ports import own_port
from servers.postgresql import postgresql
from servers.waiting import FOR_EVER_S

ROOT = Path(__file__).parents[2]
OURS = ("upgrade", "web", "worker", "beat")


@pytest.fixture(scope="module")
def compose():
    """The file as YAML reads it, merge keys resolved."""
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


@cache
def real_program():
    """Return how docker compose is called here; nothing where it is not installed."""
    for words in (("docker-compose",), ("docker", "compose")):
        if (
            shutil.which(words[0])
            and not subprocess.run([*words, "version"], capture_output=True, check=False).returncode
        ):
            return words
    return ()


class TestTheFile:
    """What docker compose gets to read."""

    def test_it_is_valid_against_the_compose_specification(self, compose):
        """Every key is known, every value of its type."""
        schema = json.loads((Path(__file__).parent / "compose_spec.json").read_text(encoding="utf-8"))

        assert [fault.message for fault in Draft7Validator(schema).iter_errors(compose)] == []

    @pytest.mark.skipif(not real_program(), reason="docker compose is not installed")
    def test_docker_compose_accepts_it(self):
        """The real program, where there is one."""
        done = subprocess.run(
            [*real_program(), "config", "-q"], cwd=ROOT, capture_output=True, text=True, check=False
        )

        assert done.returncode == 0, done.stderr

    def test_no_secret_is_in_it(self, compose):
        """Passwords come from files or from the environment."""
        for name, service in compose["services"].items():
            for key, value in (service.get("environment") or {}).items():
                is_secret = re.search("PASSWORD|SECRET|DATABASE_URL", key)
                assert not is_secret or (key.endswith("_FILE") and value.startswith("/run/secrets/")), (
                    name,
                    key,
                )
        assert all(
            secret["file"].startswith("${NEWSLETTER_SECRETS_DIR") for secret in compose["secrets"].values()
        )

    def test_everything_that_lasts_says_whether_it_is_well(self, compose):
        """All but the one-shot upgrade have a health check."""
        without = [name for name, service in compose["services"].items() if "healthcheck" not in service]

        assert without == ["upgrade"]

    def test_one_service_owns_the_schema(self, compose):
        """Nothing of ours starts before the upgrade has ended well."""
        for name in ("web", "worker", "beat"):
            condition = compose["services"][name]["depends_on"]["upgrade"]["condition"]
            assert condition == "service_completed_successfully"
        assert compose["services"]["upgrade"]["command"] == ["newsletter", "db", "upgrade"]

    @pytest.mark.parametrize("name", OURS)
    def test_what_a_service_of_ours_is_told_is_a_setting(self, compose, name):
        """A misspelt variable would be ignored in silence."""
        told = {key.removesuffix("_FILE") for key in compose["services"][name]["environment"]}

        assert told <= {f"{PREFIX}{field.upper()}" for field in Settings.model_fields}

    def test_no_service_can_gain_rights_and_ours_have_none(self, compose):
        """A hole in one service stays in it; ours also write nowhere but in their memory."""
        services = compose["services"]

        assert all(service["security_opt"] == ["no-new-privileges:true"] for service in services.values())
        for name in OURS:
            assert (services[name]["cap_drop"], services[name]["read_only"]) == (["ALL"], True)
            assert services[name]["tmpfs"] == ["/tmp"]

    def test_a_worker_has_time_to_finish_its_slice(self, compose):
        """Killed in the middle, it would leave mails of which nobody knows the outcome."""
        grace = compose["services"]["worker"]["stop_grace_period"]

        assert float(grace.removesuffix("s")) > SLICE_S

    def test_data_lies_in_named_volumes(self, compose):
        """A container may go; what it kept stays."""
        used = {v.partition(":")[0] for s in compose["services"].values() for v in s.get("volumes", [])}

        assert used == set(compose["volumes"])

    def test_images_are_pinned_to_a_major_version(self, compose):
        """Not to whatever is newest tomorrow."""
        images = [service["image"] for service in compose["services"].values()]

        assert all(re.search(r":v?\d", image) for image in images), images


class TestTheImage:
    """What the Dockerfile says."""

    def test_what_it_copies_exists_and_passes_the_ignore_file(self):
        """Otherwise the build fails on somebody else's machine."""
        text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
        allowed = {
            line[1:]
            for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
            if line[:1] == "!"
        }
        copied = {
            source
            for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE)
            for source in line.split()[:-1]
        }

        assert copied
        assert copied <= allowed
        assert all((ROOT / source).exists() for source in copied)

    def test_it_does_not_run_as_root_and_installs_by_hash(self):
        """A hole in one service is not one in the host."""
        text = (ROOT / "Dockerfile").read_text(encoding="utf-8")

        assert re.search(r"^USER (?!root)\w+", text, re.MULTILINE)
        assert "--require-hashes" in text


@pytest.fixture(scope="module")
def installation(compose, tmp_path_factory):
    """Return the environment of a service, its servers replaced by embedded ones that run."""
    work = tmp_path_factory.mktemp("installation")
    valkey = embedded_valkey(work / "valkey")
    broker = Supervisor([valkey.service], run_dir=work / "run", log_dir=work / "log", on_event=lambda _: None)
    with ExitStack() as stack:
        database = stack.enter_context(postgresql(settings=())).url("postgres")
        broker.start()
        stack.callback(broker.stop)
        (work / "database_url").write_text(f"{database}\n", encoding="utf-8")
        (work / "secret").write_text("x" * 40, encoding="utf-8")

        def environment(name):
            said = {key: str(value) for key, value in compose["services"][name]["environment"].items()}
            said |= {
                "NEWSLETTER_DATABASE_URL_FILE": str(work / "database_url"),
                "NEWSLETTER_SECRET_FILE": str(work / "secret"),
                "NEWSLETTER_BROKER_URL": valkey.broker_url,
                "NEWSLETTER_SMTP_URL": "smtp://127.0.0.1:1?tls=none&rehearsal=yes",
                "NEWSLETTER_PUBLIC_URL": "http://localhost:8000",
            }
            kept = {k: v for k, v in os.environ.items() if not k.startswith("NEWSLETTER_")}
            return kept | said

        here = work / "empty"
        here.mkdir()
        subprocess.run(argv(compose, "upgrade"), cwd=here, env=environment("upgrade"), check=True)
        yield environment, here
        assert list(here.iterdir()) == [], "a service wrote where a container is read-only"


def argv(compose, name, **replaced):
    """Return a service's command, run by this interpreter."""
    program, *arguments = compose["services"][name]["command"]
    assert program == "newsletter"
    return [sys.executable, "-m", "newsletter", *(replaced.get(word, word) for word in arguments)]


@contextmanager
def running(command, env, cwd):
    """Run a service until the block ends, and give its output as it comes; it must end cleanly."""
    process = subprocess.Popen(
        command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    watchdog = threading.Timer(FOR_EVER_S, process.kill)
    watchdog.start()
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()
        watchdog.cancel()
    assert process.returncode in (0, -signal.SIGTERM)


def test_the_upgrade_may_run_again(compose, installation):
    """At every start of the installation."""
    environment, here = installation
    done = subprocess.run(
        argv(compose, "upgrade"),
        cwd=here,
        env=environment("upgrade"),
        capture_output=True,
        text=True,
        check=True,
    )

    assert "already" in done.stdout


def test_the_web_service_answers_its_health_check(compose, installation):
    """With the file's own command and environment."""
    environment, here = installation
    port = own_port()
    command = argv(compose, "web", **{"8000": str(port), "0.0.0.0": "127.0.0.1"})
    with running(command, environment("web"), here) as process:
        assert any(answer == b"ok" for answer in answers_of(process, f"http://127.0.0.1:{port}/health"))


def answers_of(process, url):
    """Yield what a URL answers, for as long as the process runs that is to answer."""
    while process.poll() is None:
        try:
            with urlopen(url, timeout=FOR_EVER_S) as answer:
                yield answer.read()
        except OSError:
            yield None


def test_the_worker_says_that_it_is_ready(compose, installation):
    """It reaches database and broker, and goes on running."""
    environment, here = installation
    with running(argv(compose, "worker"), environment("worker"), here) as process:
        assert any("worker.ready" in line for line in process.stdout)
        assert process.poll() is None


def test_beat_ticks(compose, installation):
    """It finds the database, and goes on."""
    environment, here = installation
    with running(argv(compose, "beat"), environment("beat"), here) as process:
        assert any("beat.ready" in line for line in process.stdout)
        assert process.poll() is None


def test_the_health_check_of_worker_and_beat_asks_database_and_broker(compose, installation):
    """It succeeds here, and fails where the broker is away."""
    environment, here = installation
    check = compose["services"]["worker"]["healthcheck"]["test"]
    command = [sys.executable, "-m", *check[1:]]

    assert subprocess.run(command, cwd=here, env=environment("worker"), check=False).returncode == 0
    away = environment("worker") | {"NEWSLETTER_BROKER_URL": "redis://127.0.0.1:1/0"}
    assert subprocess.run(command, cwd=here, env=away, capture_output=True, check=False).returncode == 69
