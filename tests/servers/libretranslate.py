"""A server that speaks LibreTranslate's API as a test tells it to, on a free loopback port."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LANGUAGES = [
    {"code": "en", "name": "English", "targets": ["en", "fr", "zt", "pb"]},
    {"code": "fr"},
    {"code": "!"},
    {"name": 7},
]


class Server:
    """What the server does, and what it was asked."""

    def __init__(self):
        self.languages = (200, LANGUAGES)
        self.answers = []
        self.asked = []
        self.url = ""

    def answer(self, asked):
        """Return (status, body, headers): what is prepared, or else every text in capitals."""
        if self.answers:
            return (*self.answers.pop(0), {}, {})[:3]
        return 200, {"translatedText": [text.upper() for text in asked["q"]]}, {}


@contextmanager
def serving(said):
    """Serve for a while."""

    class Handler(BaseHTTPRequestHandler):
        """Speaks as the test has said."""

        def do_GET(self):
            self.reply(*said.languages)

        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            said.asked.append((self.path, asked))
            self.reply(*said.answer(asked))

        def reply(self, status, body, headers=()):
            octets = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            for name, value in dict(headers).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(octets)))
            self.end_headers()
            self.wfile.write(octets)

        def log_message(self, *_):
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        """Does not mind who hangs up."""

        def handle_error(self, *_):
            """Say nothing."""

    server = Quiet(("127.0.0.1", 0), Handler)
    said.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield said
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
