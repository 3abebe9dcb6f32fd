"""The rules of the house that no linter keeps."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from string import Formatter

import pytest
from packaging.requirements import Requirement

from dashboard.text import catalogue

ROOT = Path(__file__).parents[2]
ROOMS = {"dashboard", "pages", "geodata", "queries", "tests"}
BESIDE_THE_ROOMS = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "benchmarks",
    "docs",
    "pyproject.toml",
    "requirements-dev.lock",
    "requirements.lock",
}
PAGE_LINES = 40
BUILD_SCRIPTS = ("geodata/building/", "geodata/build_layers.py", "dashboard/assets.py")
"""Run by whoever renews the committed layers and faces, never by the product."""

IMPORTED_AS = {"python_pptx": "pptx"}
IMPORTED_BY_SQLALCHEMY = {"psycopg"}
BARE_NAMES = {"utils", "helpers", "common", "misc"}

INDEX_ADDRESS = re.compile(
    r"\bpypi\.|[p]ythonhosted|[n]pmjs|[s]imple/|/[s]imple\b|index[-_]url|mirrors?\.\w",
    re.IGNORECASE,
)
"""Written so that it does not find itself."""

FOREIGN_PATH = re.compile(
    r"\.\./[s]hared|[/]work/|[/]root/|[/]home/\w|[/]opt/pypi"
    r"|\b(?:cli|intake-format|pitfalls|tokens|product|style|architecture)\.md"
)
"""A place, or a paper, that only one machine has."""

HAN = "[\u4e00-\u9fff]"
SENTENCE = re.compile(rf"{HAN}[^\n]*[，。；！？]|{HAN}{{12,}}")
WORD = re.compile(rf"{HAN}{{2,}}")
FORMAT_WORDS = {
    # What workbooks write in their cells is read, never said to a reader.
    "queries/intake/wording.py",
}


@cache
def project_files() -> tuple[Path, ...]:
    """Return what is, or is about to be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = (ROOT / name for name in listed.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_files() -> Iterator[tuple[str, str]]:
    for path in project_files():
        try:
            yield named(path), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def modules(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    for path in project_files():
        name = named(path)
        if path.suffix == ".py" and name.split("/", 1)[0] in rooms:
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def found(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}: {match[0]}"
        for name, text in text_files()
        for match in pattern.finditer(text)
    ]


def test_only_the_rooms_and_what_belongs_beside_them_stand_at_the_top():
    top = {named(path).split("/", 1)[0] for path in project_files()}
    assert top <= ROOMS | BESIDE_THE_ROOMS


def test_no_module_in_dashboard_hides_another_package():
    """``streamlit run`` puts dashboard/ first on sys.path; AppTest does not."""
    names = {path.stem for path in (ROOT / "dashboard").iterdir()} - {"__init__"}
    installed = set(packages_distributions())
    assert not names & (ROOMS | sys.stdlib_module_names | installed)


def test_no_module_is_a_drawer_without_a_subject():
    assert not [name for name, _ in modules(*ROOMS) if Path(name).stem in BARE_NAMES]


def test_no_file_names_a_package_index():
    assert found(INDEX_ADDRESS) == []


def test_no_file_names_a_place_that_only_one_machine_has():
    assert found(FOREIGN_PATH) == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_requirement_has_a_hash(lock: str):
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    starts = [i for i, line in enumerate(lines) if re.match("[a-z]", line)]
    assert starts
    assert all("--hash=sha256:" in lines[i + 1] for i in starts)


def test_the_tests_run_on_the_versions_that_are_shipped():
    shipped, tested = (
        set(
            re.findall(
                r"^\S+==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE
            )
        )
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert shipped <= tested


def test_what_is_declared_is_imported_and_what_is_imported_is_declared():
    imported = {
        name
        for path, tree in modules("dashboard", "pages", "geodata", "queries")
        if not path.startswith(BUILD_SCRIPTS)
        for name in roots(tree)
    }
    foreign = imported - ROOMS - sys.stdlib_module_names
    assert foreign == declared() - IMPORTED_BY_SQLALCHEMY


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["project"]["dependencies"]
    names = {Requirement(line).name.replace("-", "_") for line in asked}
    return {IMPORTED_AS.get(name, name) for name in names}


def roots(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".", 1)[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".", 1)[0]


def test_a_page_asks_fetches_and_shows_and_does_nothing_else():
    pages = [path for path in project_files() if path.parent == ROOT / "pages"]
    assert len(pages) > 1
    for path in pages:
        text = path.read_text(encoding="utf-8")
        kinds = {type(node) for node in ast.walk(ast.parse(text))}
        assert len(text.splitlines()) <= PAGE_LINES, path.name
        assert not kinds & {ast.FunctionDef, ast.ClassDef, ast.Lambda}, path.name
        assert not kinds & {ast.For, ast.While, ast.Try}, path.name


def strings(tree: ast.Module) -> Iterator[str]:
    """Yield the string literals of *tree* that are no documentation."""
    documentation = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in documentation:
            yield node.value


@pytest.mark.parametrize(
    ("pattern", "rooms"),
    [(WORD, ("dashboard", "pages")), (SENTENCE, ("geodata", "queries"))],
    ids=["no word", "no sentence"],
)
def test_what_a_reader_sees_stands_in_the_catalogues(
    pattern: re.Pattern[str], rooms: tuple[str, ...]
):
    said = {
        f"{name}: {string}"
        for name, tree in modules(*rooms)
        if name not in FORMAT_WORDS
        for string in strings(tree)
        if pattern.search(string)
    }
    assert not said


def test_both_languages_have_the_same_sentences():
    assert catalogue("zh").keys() == catalogue("en").keys()


def test_both_languages_name_the_same_values():
    differing = [
        key
        for key, sentence in catalogue("zh").items()
        if fields(sentence) != fields(catalogue("en")[key])
    ]
    assert differing == []


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_sentence_is_said_somewhere():
    unsaid = [key for key in catalogue("zh") if not is_written(key)]
    assert unsaid == []


def is_written(name: str) -> bool:
    """Whether code holds *name*, or an f-string with words that code holds."""
    words, moulds = written()
    return (
        name in words
        or name.isdecimal()
        or any(
            all(map(is_written, fitting.groups()))
            for mould in moulds
            if (fitting := mould.fullmatch(name))
        )
    )


@cache
def written() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Return the strings of the rooms, and their f-strings as patterns."""
    trees = [tree for _, tree in modules(*ROOMS - {"tests"})]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    words = frozenset(string for tree in trees for string in strings(tree))
    moulds = {mould(node) for node in nodes if isinstance(node, ast.JoinedStr)}
    return words, tuple(re.compile(one) for one in sorted(moulds) if one)


def mould(node: ast.JoinedStr) -> str:
    """Return the pattern of an f-string that may make a key; else nothing."""
    fixed = [part.value for part in node.values if isinstance(part, ast.Constant)]
    if not re.fullmatch(r"(?=.*[a-z])[a-z_.]+", "".join(map(str, fixed))):
        return ""
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+?)"
        for part in node.values
    )


CLOCK = "queries/clock.py"


def test_the_clock_is_read_in_one_place():
    """Elsewhere a day would be that of the machine, not that of the readers."""
    readers = {
        name
        for name, tree in modules("dashboard", "pages", "geodata", "queries")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and ast.unparse(node)
        in {"datetime.now", "datetime.utcnow", "datetime.today", "date.today"}
    }
    assert readers == {CLOCK}


def test_every_setting_is_documented_and_every_documented_setting_exists():
    variable = re.compile(r"ZEROPARK_[A-Z_]*[A-Z]")
    read = {
        name
        for _, tree in modules("dashboard", "pages", "geodata", "queries")
        for string in strings(tree)
        for name in variable.findall(string)
    }
    guide = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    assert read == set(variable.findall(guide))
