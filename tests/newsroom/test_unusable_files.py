"""What cannot be shown or read is refused with file and reason: never a hang, never a traceback."""

import io
import os
import struct
import zlib

import pytest
from PIL import Image

from newsletter.cli import main
from newsletter.errors import ArticleError, FileAccessError, Place, TemplateError, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.create import init_example
from newsletter.newsroom.pictures import picture_fault

FR = Locale("fr")
EDITION, DOMAIN = "2026-12", "edition-2026-12"
ARTICLE = "articles/urban-heat.md"
CATALOGUE = f"locales/fr/LC_MESSAGES/{DOMAIN}.po"
TEMPLATE = "templates/mail/article.txt"


@pytest.fixture
def folder(tmp_path):
    """A copy of the example."""
    return init_example(tmp_path / "newsroom")


def picture(kind="PNG", size=(4, 4), frames=1):
    """Return a picture as a program would save it."""
    body = io.BytesIO()
    images = [Image.new("RGB", size, (number, 0, 0)) for number in range(frames)]
    more = {"save_all": True, "append_images": images[1:]} if frames > 1 else {}
    images[0].save(body, kind, **more)
    return body.getvalue()


def claiming(width, height):
    """Return a PNG of some bytes that says it has that many pixels (PNG §11.2.2: IHDR)."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    body = b"\x89PNG\r\n\x1a\n"
    for name, data in chunks:
        body += struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return body


PNG = picture()
BAD_PICTURES = [
    pytest.param("a.png", b"", "is no picture", id="empty"),
    pytest.param("a.png", b"Save me\n", "is no picture", id="a text"),
    pytest.param("a.jpg", b"<!doctype html><html></html>", "is no picture", id="HTML"),
    pytest.param("a.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "is no picture", id="SVG"),
    pytest.param("a.png", picture("WEBP"), "is no picture", id="WebP"),
    pytest.param("a.png", picture("TIFF"), "is no picture", id="TIFF"),
    pytest.param("a.png", picture("JPEG"), "holds a JPEG picture and is named .png", id="JPEG named PNG"),
    pytest.param("a.jpeg", PNG, "holds a PNG picture and is named .jpeg", id="PNG named JPEG"),
    pytest.param("a.png", picture(size=(640, 480))[:-60], "is damaged", id="PNG cut off"),
    pytest.param("a.jpg", picture("JPEG", (64, 64))[:300], "is damaged", id="JPEG cut off"),
    pytest.param(
        "a.png", claiming(10_000, 10_000), "more than 20 million pixels", id="100 megapixels in 12 KB"
    ),
    pytest.param("a.png", claiming(60_000, 60_000), "more than 20 million pixels", id="3,600 megapixels"),
    pytest.param("a.gif", picture("GIF", (1500, 1500), 10), "more than 20 million pixels", id="many frames"),
    pytest.param("a.png", b"\0" * 30_000_000, r"the file has 30\.0 MB, more than the 2 MB", id="30 MB"),
]


@pytest.mark.parametrize(("name", "body", "words"), BAD_PICTURES)
def test_what_is_no_picture_is_refused_where_it_is_named(folder, name, body, words):
    """With the place that names it, and what to do."""
    (folder.root / "images").mkdir(exist_ok=True)
    (folder.root / f"images/{name}").write_bytes(body)

    with pytest.raises(ArticleError, match=f"images/{name}.*{words}") as caught:
        folder.image(f"images/{name}", named_in=Place("articles/a.md", 7))

    [fault] = caught.value.faults
    assert (fault.path, fault.line) == ("articles/a.md", 7)
    assert fault.remedy


@pytest.mark.parametrize(
    ("name", "body"),
    [("a.png", PNG), ("a.PNG", PNG), ("a.jpg", picture("JPEG")), ("a.gif", picture("GIF", (9, 9), 3))],
)
def test_pictures_as_people_save_them_are_taken(folder, name, body):
    """Also an animation, and a name in capitals."""
    (folder.root / "images").mkdir(exist_ok=True)
    (folder.root / f"images/{name}").write_bytes(body)

    assert folder.image(f"images/{name}", named_in=Place("articles/a.md", 7)).body == body


def test_whatever_a_decoder_raises_is_damage():
    """Each byte of a picture turned round: refused or taken, and nothing else."""
    for place in range(len(PNG)):
        body = bytearray(PNG)
        body[place] ^= 0xFF
        fault = picture_fault(bytes(body), ".png")
        assert fault is None or fault[1]


def _image(folder):
    return folder.image("images/a.png", named_in=Place("articles/a.md", 1))


READERS = [
    pytest.param("newsroom.toml", lambda folder: folder.newsroom(), ArticleError, id="settings"),
    pytest.param(ARTICLE, lambda folder: folder.article("urban-heat"), ArticleError, id="article"),
    pytest.param("editions/2026-12.md", lambda folder: folder.edition(EDITION), ArticleError, id="edition"),
    pytest.param(CATALOGUE, lambda folder: folder.catalogue(FR, DOMAIN), TranslationError, id="catalogue"),
    pytest.param("glossary.csv", lambda folder: folder.glossary(), TranslationError, id="glossary"),
    pytest.param(TEMPLATE, lambda folder: folder.templates(), TemplateError, id="template"),
    pytest.param("images/a.png", _image, ArticleError, id="picture"),
]


def fifo(file, tmp_path):
    """A pipe, which gives nothing until somebody writes."""
    os.mkfifo(file)


def directory(file, tmp_path):
    """A folder of that name."""
    file.mkdir()


def to_itself(file, tmp_path):
    """A link to itself."""
    file.symlink_to(file.name)


def to_nowhere(file, tmp_path):
    """A link to what is not there any more."""
    file.symlink_to(file.with_name("gone"))


def outwards(file, tmp_path):
    """A link to a file outside."""
    outside = tmp_path / "outside"
    outside.write_text("secret", encoding="utf-8")
    file.symlink_to(outside)


def device(file, tmp_path):
    """A link to what never ends."""
    file.symlink_to("/dev/zero")


def enormous(file, tmp_path):
    """A file that says it has 100 MB, and holds nothing."""
    with file.open("wb") as opened:
        opened.truncate(100_000_000)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (fifo, "no file, but a pipe"),
        (directory, "no file, but a folder"),
        (to_itself, "leads to itself"),
        (to_nowhere, "leads nowhere"),
        (outwards, "leads out of the newsroom"),
        (device, "leads out of the newsroom"),
        (enormous, r"the file has 100\.0 MB"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
@pytest.mark.parametrize(("path", "read", "error"), READERS)
def test_what_is_no_file_of_the_newsroom_is_refused(folder, tmp_path, make, words, path, read, error):
    """Every kind of file, in every way in which it can be none."""
    file = folder.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    make(file, tmp_path)

    with pytest.raises(error, match=words):
        read(folder)


@pytest.mark.parametrize(("path", "read", "error"), [reader for reader in READERS if reader.id != "picture"])
def test_bytes_that_are_no_utf_8_are_told_with_their_place(folder, path, read, error):
    """A template in Latin-1 was a traceback."""
    file = folder.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes("Métropole\n".encode("latin-1"))

    with pytest.raises(error) as caught:
        read(folder)

    assert caught.value.faults[0].path == path


@pytest.mark.parametrize("make", [fifo, enormous, outwards])
def test_what_is_kept_or_compared_is_passed_over(folder, tmp_path, make):
    """A fingerprint of what cannot be read is that of nothing; nobody waits for a pipe."""
    make(folder.root / "articles/new.md", tmp_path)

    assert folder.bytes_of("articles/new.md") is None


def test_nothing_is_written_through_a_folder_that_leads_out(folder, tmp_path):
    """A newsroom's files are in the newsroom."""
    (tmp_path / "elsewhere").mkdir()
    (folder.root / "more").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(FileAccessError, match="leads out of the newsroom"):
        folder.write("more/a.txt", "text")

    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("path", [ARTICLE, CATALOGUE, "glossary.csv"])
@pytest.mark.parametrize("command", ["status", "preview", "publish"])
def test_every_command_says_it_alike(folder, capsys, monkeypatch, path, command):
    """One sentence with the file, and an exit code that tells a program."""
    file = folder.root / path
    file.unlink(missing_ok=True)
    os.mkfifo(file)
    words = {
        "status": ["status", "2026-12"],
        "preview": ["preview", "2026-12"],
        "publish": ["publish", "2026-12"],
    }
    monkeypatch.setattr("sys.argv", ["newsletter", "--newsroom", str(folder.root), *words[command]])

    with pytest.raises(SystemExit) as ended:
        main()

    said = capsys.readouterr()
    assert ended.value.code not in (0, None) or "no file, but a pipe" in said.out
    assert path in said.out + said.err
    assert "Traceback" not in said.err
