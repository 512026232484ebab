"""What the project says of itself holds: its version, the README's example, the targets that docs name."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest

import allegedly

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "THIRD_PARTY.md")]
PAGES += sorted((ROOT / "docs").glob("*.md"))


def words(path: Path) -> str:
    return path.read_text("utf8")


def test_the_version_is_said_once() -> None:
    project = tomllib.loads(words(ROOT / "pyproject.toml"))["project"]
    assert project["version"] == allegedly.__version__


def test_every_target_that_docs_name_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", words(ROOT / "Makefile"), re.MULTILINE))
    pages = "".join(map(words, PAGES))
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", pages, re.DOTALL))
    named = set(re.findall(r"\bmake ([a-z-]+)", code))
    assert {"demo", "test", "check"} <= named
    assert named <= targets


def test_every_page_that_docs_link_to_exists() -> None:
    written = {"accuracy.md", "speed.md"}  # by `make bench`, beside the measuring sets
    for page in PAGES:
        for link in re.findall(r"\]\(([^):#]+)\)", words(page)):
            assert Path(link).name in written or (page.parent / link).exists(), (page.name, link)


@pytest.mark.model
def test_the_readme_s_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "examples" / "reports", tmp_path / "reports")
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```python\n(.*?)```", words(ROOT / "README.md"), re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    assert printed
    assert all(re.search(r" \d+ origins$", line) for line in printed)
