"""Whatever is written to the server's socket, it answers calmly, with nothing from outside the site, and serves on."""

from __future__ import annotations

import itertools
import random
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

SEED = 20
SECRET = b"not for the web"
PAGE = b"<!doctype html><title>Digit Reader</title>"
SCRIPT = b"export {};"

#: Long enough for the busiest machine: a server that keeps a connection open for ever has failed.
ANSWER_LIMIT_S = 60

#: The site's own answers, a redirection to its root from an address that is empty, and refusals.
CALM = {100, 200, 206, 308} | set(range(400, 500))

STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) [^\r\n]*\r\n")

#: One step out of a folder, in every spelling that some server once took for one.
STEPS_OUT = (
    "../",
    "..%2f",
    "..%2F",
    "%2e%2e/",
    "%2e%2e%2f",
    ".%2e/",
    "..\\",
    "..%5c",
    "%2e%2e%5c",
    "..%255c",
    "%252e%252e%252f",
    "%25252e%25252e%25252f",
    "..%c0%af",
    "%c0%ae%c0%ae/",
    "%c0%ae%c0%ae%c0%af",
    "%e0%80%ae%e0%80%ae%e0%80%af",
    "..%ef%bc%8f",
    "%ef%bc%8e%ef%bc%8e/",
    "%u002e%u002e%u2215",
    "....//",
    "....\\\\",
    "..;/",
    "..//",
    "./../",
    "..%00/",
    "..%0d%0a/",
)
BEGINNINGS = (
    "/",
    "//",
    "/./",
    "/%2f",
    "/model/",
    "/model/compact-0123456789/",
    "/index.html/",
    "/folder/",
    "/folder%2f",
    "/c:/",
    "/C:%5c",
    "/%5c%5c127.0.0.1%5c",
    "http://127.0.0.1/",
    "http://example.org//",
    "file:///",
    "file:",
    "",
)
TARGETS = (
    "secret.txt",
    "secret.txt%00.html",
    "secret.txt/",
    "outside/secret.txt",
    "link.txt",
    "folder/secret.txt",
    "etc/passwd",
    "proc/self/environ",
    "site/index.html",
)
ODD_PATHS = (
    "*",
    "?",
    "#",
    "/?../secret.txt",
    "/#/../secret.txt",
    "/%",
    "/%2",
    "/%zz",
    "/%00",
    "/%0d%0aX-Injected:%20yes",
    "/%ff%fe",
    "/\xff\xfe",
    "/\u202esecret.txt",
    "/circle",
    "/circle/secret.txt",
    "/folder",
    "/folder/",
    "/folder/.",
    "/folder/../secret.txt",
    "/link.txt?x=.html",
    "/model/compact-0123456789",
    "/.",
    "/..",
    "/...",
    "/~root",
    "/CON",
    "/index.html:secret",
    "/index.html::$DATA",
    "/" + "a" * 8_000,
    "/" + "a" * 64_000,
    "/" + "a/" * 32_000,
    "/" + "../" * 20_000 + "secret.txt",
    "/" + "%2e%2e%2f" * 7_000 + "secret.txt",
    "/?" + "a" * 64_000,
)
METHODS = (
    *("TRACE", "CONNECT", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "PROPFIND", "MKCOL", "MOVE", "PURGE", "PRI"),
    *("FOO", "get", "Get", "GET\t", "G\x00T", "\xc7ET", "A" * 8_000, "", " ", "../secret.txt"),
)
HEADERS = (
    "Host: ../../secret.txt",
    "Host: a b\r\nHost: c",
    "Host:",
    "No colon at all",
    ": no name",
    " Folded: from nothing",
    "Space : before the colon",
    "X: \x00\x01\x02",
    "X: \xff\xfe",
    "X: a\nY: b",
    "X: a\rY: b",
    "X: " + "a" * 100_000,
    "X: " + "a" * 500_000,
    "\r\n".join(f"X-{number}: a" for number in range(5_000)),
    "Content-Length: -1",
    "Content-Length: 1e9",
    "Content-Length: 99999999999999999999",
    "Content-Length: 5\r\nContent-Length: 6",
    "Content-Length: 5\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: chunked, chunked",
    "Expect: 100-continue",
    "Expect: the impossible",
    "Upgrade: websocket\r\nConnection: Upgrade",
    "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
    "X-Forwarded-For: ../../secret.txt\r\nX-Original-URL: /../secret.txt\r\nX-Rewrite-URL: /../secret.txt",
    "If-None-Match: " + '"a", ' * 5_000,
    "If-None-Match: \x01",
    "If-Modified-Since: yesterday",
    "If-Modified-Since: Thu, 99 Foo 99999 99:99:99 GMT",
    "If-Range: nonsense\r\nRange: bytes=0-1",
    "If-Unmodified-Since: -1",
    "Accept-Encoding: " + "gzip;q=9," * 500,
    "Cookie: " + "a=b;" * 5_000,
    "Authorization: Basic %%%",
    *(f"Range: {value}" for value in ("bytes=0-0", "bytes=0-", "bytes=-1", "bytes=0-99999999999999999999")),
    *(
        f"Range: {value}"
        for value in ("bytes=5-2", "bytes=9-", "bytes=-0", "bytes=--1", "bytes=a-b", "bytes=", "x=0-1")
    ),
    "Range: bytes=" + ",".join(["0-0"] * 2_000),
    "Range: " + "bytes=" * 2_000,
)
VERSIONS = (
    "",
    "HTTP/0.9",
    "HTTP/1.0",
    "HTTP/1.2",
    "HTTP/2.0",
    "HTTP/9.9",
    "HTTP/11",
    "HTTP/",
    "ICY/1.1",
    "../secret.txt",
)
GARBAGE = (
    b"",
    b"\r\n\r\n",
    b"\0" * 1_000,
    b"\n" * 10_000,
    b"GET",
    b"GET /\r\n\r\n",
    b"GET / HTTP/1.1",
    b"GET / HTTP/1.1\r\nHost: x\r\n",
    b"a" * 600_000,
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500),  # a TLS hello
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" + bytes(range(256)) + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 3 + b"GET /../secret.txt HTTP/1.1\r\n\r\n",
    b"POST / HTTP/1.1\r\nContent-Length: 40\r\n\r\nGET /../secret.txt HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nGET /link.txt HTTP/1.1\r\n\r\n",
    b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffffff\r\n0\r\n\r\n",
)


@pytest.fixture(scope="module")
def address(serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> tuple[str, int]:
    """Where the real server serves a small site, which has links to what lies beside it."""
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_bytes(SECRET)
    model = outside / "site" / "model" / "compact-0123456789"
    model.mkdir(parents=True)
    site = outside / "site"
    (site / "index.html").write_bytes(PAGE)
    (site / "recogniser.js").write_bytes(SCRIPT)
    (model / "model.json").write_bytes(SCRIPT)
    (site / "link.txt").symlink_to(outside / "secret.txt")
    (site / "folder").symlink_to(outside)
    (site / "circle").symlink_to(site / "circle")
    url = urlsplit(serve(site))
    assert url.hostname is not None
    assert url.port is not None
    return url.hostname, url.port


def request(path: str = "/", method: str = "GET", header: str = "Host: x", version: str = "HTTP/1.1") -> bytes:
    """Return a request in which any part may be wrong."""
    lines = f"{method} {path} {version}\r\n{header}\r\nConnection: close\r\n\r\n"
    return lines.encode("utf-8" if "\u202e" in lines else "latin-1")


def traversals() -> Iterator[bytes]:
    """Yield requests for what lies outside: each step out with each beginning, as deep and as far as chance has it."""
    chance = random.Random(SEED)
    for step, beginning in itertools.product(STEPS_OUT, BEGINNINGS):
        yield request(beginning + step * chance.choice((1, 2, 3, 8)) + chance.choice(TARGETS))


def oddities() -> Iterator[bytes]:
    """Yield requests with one part that is odd."""
    yield from (request(path) for path in ODD_PATHS)
    yield from (request(path, method) for path in ("/", "/link.txt", "/absent") for method in METHODS)
    yield from (request(path, header=header) for path in ("/", "/recogniser.js") for header in HEADERS)
    yield from (request(version=version) for version in VERSIONS)


def mutations() -> Iterator[bytes]:
    """Yield requests of which some bytes were changed, lost or doubled."""
    chance = random.Random(SEED)
    for _ in range(200):
        content = bytearray(request("/model/compact-0123456789/model.json", header="Host: x\r\nRange: bytes=0-3"))
        for _ in range(chance.randrange(1, 6)):
            place = chance.randrange(len(content))
            content[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
        yield bytes(content)


def noise() -> Iterator[bytes]:
    """Yield what is no request at all."""
    yield from GARBAGE
    yield from (random.Random(seed).randbytes(300) + b"\r\n\r\n" for seed in range(50))


def answer_to(address: tuple[str, int], content: bytes) -> bytes:
    """Write to a connection of its own, and return all that comes back until the server closes it."""
    with socket.create_connection(address, timeout=ANSWER_LIMIT_S) as connection:
        received = b""
        try:
            connection.sendall(content)
            connection.shutdown(socket.SHUT_WR)
            while part := connection.recv(65_536):
                received += part
        except (BrokenPipeError, ConnectionResetError):  # the server has heard enough
            pass
        return received


def is_calm(answer: bytes) -> bool:
    """Tell whether nothing went wrong in the server, and nothing came from outside the site."""
    statuses = {int(status) for status in STATUS.findall(answer)}
    outside = (SECRET, b"root:", b"PATH=", b"Traceback", b"X-Injected: yes")
    return statuses <= CALM and not any(part in answer for part in outside)


@pytest.mark.parametrize("requests", [traversals, oddities, mutations, noise])
def test_no_request_brings_an_error_or_anything_from_outside(
    address: tuple[str, int], requests: Callable[[], Iterator[bytes]]
) -> None:
    answers = [(each, answer_to(address, each)) for each in requests()]
    assert [(each[:99], answer[:99]) for each, answer in answers if not is_calm(answer)] == []
    page = answer_to(address, request())
    assert page.startswith(b"HTTP/1.1 200 ")
    assert page.endswith(PAGE)


def test_no_way_out_of_the_site_leads_anywhere(address: tuple[str, int]) -> None:
    for each in traversals():
        answer = answer_to(address, each)
        (status,) = STATUS.findall(answer)
        # Some name the site's own page, as /..%2fsite/index.html does after a file:// that HTTP knows nothing of.
        assert status == b"404" or answer.endswith(PAGE), each
