"""What server.py promises to browsers, to strangers who type odd addresses, and to the person at the terminal."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from server import POLICY, CannotServeError, create_app

ROOT = Path(__file__).parents[2]
SECRET = "not for the web"


MIME_TYPES = {
    "file.bin": "application/octet-stream",
    "file.css": "text/css; charset=utf-8",
    "file.html": "text/html; charset=utf-8",
    "file.ico": "image/x-icon",
    "file.js": "text/javascript; charset=utf-8",
    "file.json": "application/json",
    "file.mjs": "text/javascript; charset=utf-8",
    "file.png": "image/png",
    "file.svg": "image/svg+xml; charset=utf-8",
    "file.txt": "text/plain; charset=utf-8",
    "file.unheard-of": "application/octet-stream",
    "file.wasm": "application/wasm",
    "file.webmanifest": "application/manifest+json",
}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, beside a file that isn't part of it."""
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_text(SECRET)
    site = outside / "site"
    (site / "model" / "compact-0123456789").mkdir(parents=True)
    (site / "model" / "compact-0123456789" / "model.json").write_text("{}")
    (site / "index.html").write_text("<!doctype html><title>Digit Reader</title>")
    (site / "recogniser.js").write_text("export {};")
    (site / "service-worker.js").write_text("self;")
    (site / "style-ABCDEFGH.css").touch()
    for name in MIME_TYPES:
        (site / name).touch()
    (site / "link.txt").symlink_to(outside / "secret.txt")
    (site / "folder").symlink_to(outside)
    (site / "circle").symlink_to(site / "circle")
    return site


@pytest.fixture(scope="module")
def ask(serve: Callable[[Path], str], site: Path) -> Iterator[Callable[..., Answer]]:
    """A function that asks the real server for a path, which travels just as it is written."""
    connection = http.client.HTTPConnection(urlsplit(serve(site)).netloc, timeout=60)

    def ask(path: str, method: str = "GET", **headers: str) -> Answer:
        connection.request(method, path, headers=headers)
        with connection.getresponse() as response:
            return Answer(response.status, response.headers, response.read())

    yield ask
    connection.close()


def run_server(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a server that is expected to give up."""
    command = [sys.executable, "server.py", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


# --- What browsers get ---


def test_the_root_is_the_page(ask: Callable[..., Answer]) -> None:
    page = ask("/")
    assert page.status == 200
    assert b"<title>Digit Reader</title>" in page.body


@pytest.mark.parametrize("name", MIME_TYPES)
def test_a_files_type_follows_from_its_name(ask: Callable[..., Answer], name: str) -> None:
    assert ask(f"/{name}").headers["Content-Type"] == MIME_TYPES[name]


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/", 200), ("GET", "/absent", 404), ("PUT", "/", 405)])
def test_every_answer_carries_the_guarding_headers(
    ask: Callable[..., Answer], method: str, path: str, status: int
) -> None:
    answer = ask(path, method)
    assert answer.status == status
    assert answer.headers["Content-Security-Policy"] == POLICY.read_text().strip()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "camera=(self)" in answer.headers["Permissions-Policy"]


def test_the_policy_lets_in_wasm_but_no_eval_and_nothing_inline() -> None:
    policy = POLICY.read_text()
    assert "'wasm-unsafe-eval'" in policy
    assert "'unsafe-eval'" not in policy
    assert "'unsafe-inline'" not in policy


@pytest.mark.parametrize("path", ["/style-ABCDEFGH.css", "/model/compact-0123456789/model.json"])
def test_a_name_with_a_content_hash_is_kept_for_ever(ask: Callable[..., Answer], path: str) -> None:
    assert ask(path).headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/", "/recogniser.js", "/service-worker.js"])
def test_an_entry_point_is_asked_for_again_but_not_sent_again(ask: Callable[..., Answer], path: str) -> None:
    first = ask(path)
    assert first.headers["Cache-Control"] == "no-cache"
    again = ask(path, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")


def test_head_gives_the_headers_alone(ask: Callable[..., Answer]) -> None:
    answer = ask("/recogniser.js", "HEAD")
    assert answer.headers["Content-Length"] == str(len("export {};"))
    assert answer.body == b""


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_can_be_sent(ask: Callable[..., Answer], method: str) -> None:
    answer = ask("/", method)
    assert answer.status == 405
    assert answer.headers["Allow"] in ("GET, HEAD", "HEAD, GET")


# --- What strangers don't get ---


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/model/../../secret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/link.txt",
        "/folder/secret.txt",
        "/circle",
        "/secret.txt%00.html",
        "/model",
        "/model/",
        "/index.html/",
        "/%ff",
        "/" + "a" * 8_000,
        "/" + "a/" * 4_000,
    ],
    ids=lambda path: path[:30],
)
def test_nothing_outside_the_site_is_served(ask: Callable[..., Answer], path: str) -> None:
    answer = ask(path)
    assert answer.status == 404
    assert SECRET.encode() not in answer.body


# --- What the person at the terminal is told ---


def test_a_site_that_is_not_built_is_one_sentence_with_the_remedy(tmp_path: Path) -> None:
    done = run_server("--site", str(tmp_path / "absent"))
    assert done.returncode == 2
    assert done.stderr == f"There is no site in {tmp_path / 'absent'}: build it with `make site`.\n"
    assert done.stdout == ""


def test_an_application_without_a_site_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotServeError, match="make site"):
        create_app(tmp_path)


def test_a_port_in_use_is_one_sentence_with_the_remedy(site: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run_server("--site", str(site), "--port", str(port))
    assert done.returncode == 2
    assert re.fullmatch(rf"Cannot listen on 127\.0\.0\.1 port {port} \(.+\): .+PORT=\d+.+\n", done.stderr)
    assert done.stdout == ""


@pytest.mark.parametrize("port", ["65536", "-1", "http"])
def test_a_port_that_is_none_is_refused_without_a_traceback(site: Path, port: str) -> None:
    done = run_server("--site", str(site), "--port", port)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_host_that_is_none_is_refused_without_a_traceback(site: Path) -> None:
    done = run_server("--site", str(site), "--host", "no.such.host.invalid")
    assert done.returncode == 2
    assert done.stderr.startswith("Cannot listen on no.such.host.invalid")


@pytest.fixture
def heeded_ctrl_c() -> Iterator[None]:
    """Let child processes heed Ctrl-C, which shells have those in the background ignore."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded_ctrl_c")
def test_ctrl_c_ends_it_without_a_word(site: Path) -> None:
    command = [sys.executable, "server.py", "--site", str(site), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Digit Reader is at http://127.0.0.1:")
        process.send_signal(signal.SIGINT)
        try:
            said, complained = process.communicate(timeout=60)
        finally:
            process.kill()
    assert (process.returncode, said, complained) == (0, "", "")


def test_serving_needs_nothing_of_the_trainer() -> None:
    program = "import sys, server; sys.exit(bool({'trainer', 'keras', 'numpy', 'tensorflow'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
