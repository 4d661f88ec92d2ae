"""Which browser the browser tests take. Programs are scripts that start, or fail to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import chromium


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder of programs on a machine that has no browser as yet."""
    monkeypatch.setattr(chromium, "MAC_PROGRAMS", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    return tmp_path


def install(path: Path, exit_code: int = 0) -> str:
    """Write a program that ends at once."""
    path.write_text(f"#!/bin/sh\nexit {exit_code}\n")
    path.chmod(0o755)
    return str(path)


def test_a_browser_of_the_machine_is_found(machine: Path) -> None:
    program = install(machine / "google-chrome")
    assert chromium.find_chromium() == program


def test_one_that_does_not_start_is_passed_over(machine: Path) -> None:
    install(machine / "chromium", exit_code=1)
    program = install(machine / "chromium-browser")
    assert chromium.find_chromium() == program


def test_none_is_found_where_there_is_none(machine: Path) -> None:
    assert chromium.find_chromium() is None


def test_the_one_that_is_named_comes_first(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(machine / "chromium")
    program = install(machine / "mine")
    monkeypatch.setenv("CHROMIUM", program)
    assert chromium.find_chromium() == program


def test_a_named_one_that_does_not_start_is_an_error(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    install(machine / "chromium")
    monkeypatch.setenv("CHROMIUM", install(machine / "broken", exit_code=1))
    assert chromium.main() == 2
    assert "broken does not start" in capsys.readouterr().err


def test_the_path_alone_goes_to_the_output(machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = install(machine / "chromium")
    assert chromium.main() == 0
    assert capsys.readouterr().out == f"{program}\n"


def test_where_none_can_be_brought_the_remedy_is_one_sentence(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chromium, "bring_from_playwright", lambda: None)
    assert chromium.main() == 2
    assert "install it" in capsys.readouterr().err


def test_root_gets_one_from_apt_where_the_download_fails(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = install(machine / "chromium", exit_code=1)
    installer = machine / "apt-get"
    installer.write_text(f'#!/bin/sh\n[ "$1" = update ] || echo "#!/bin/sh" > "{program}"\n')
    installer.chmod(0o755)
    monkeypatch.setattr(chromium, "bring_from_playwright", lambda: None)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert chromium.main() == 0
    assert capsys.readouterr().out == f"{program}\n"
