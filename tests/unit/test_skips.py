"""A skip is a failure where skips are forbidden."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging import test_bundle as bundle

ROOT = Path(__file__).parents[2]
SUITE = """
import pytest

def test_that_skips():
    pytest.skip("no browser")

@pytest.mark.skip(reason="not today")
def test_that_is_marked():
    pass

@pytest.mark.xfail(reason="known")
def test_that_is_expected_to_fail():
    raise AssertionError
"""
SKIPPED_MODULE = 'import pytest\npytest.importorskip("no_such_module")\n'


def outcome(folder: Path, suite: str, *, forbid: str) -> tuple[int, str]:
    (folder / "test_suite.py").write_text(suite, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.skips"]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", "--rootdir", str(folder), str(folder)],
        cwd=ROOT,
        env={**os.environ, "ZEROPARK_FORBID_SKIPS": forbid},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_a_skipped_test_passes_where_skips_are_allowed(tmp_path: Path):
    code, said = outcome(tmp_path, SUITE, forbid="")
    assert code == pytest.ExitCode.OK
    assert "2 skipped, 1 xfailed" in said


def test_a_skipped_test_fails_where_skips_are_forbidden(tmp_path: Path):
    code, said = outcome(tmp_path, SUITE, forbid="1")
    assert code == pytest.ExitCode.TESTS_FAILED
    assert "1 failed, 1 xfailed, 1 error" in said
    assert "a skip is forbidden here" in said
    assert "no browser" in said


def test_a_module_skipped_while_collecting_fails_where_skips_are_forbidden(
    tmp_path: Path,
):
    code, said = outcome(tmp_path, SKIPPED_MODULE, forbid="1")
    assert code == pytest.ExitCode.INTERRUPTED
    assert "a skip is forbidden here" in said


def test_a_bundle_is_never_said_to_need_no_network_where_none_was_closed(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(bundle, "CLOSED_NETWORKS", (("no-such-program",),))
    with pytest.raises(pytest.skip.Exception):
        bundle.closed_network()
