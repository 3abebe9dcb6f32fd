"""Turns every skip into a failure where ``ZEROPARK_FORBID_SKIPS=1``.

A machine that has all it needs must run every test; elsewhere a test may say what
it lacks. Expected failures stay as they are.
"""

import os
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    report = yield
    _forbid(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[
    None, pytest.CollectReport, pytest.CollectReport
]:
    report = yield
    _forbid(report)
    return report


def _forbid(report: pytest.TestReport | pytest.CollectReport) -> None:
    is_forbidden = os.environ.get("ZEROPARK_FORBID_SKIPS") == "1"
    if is_forbidden and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"a skip is forbidden here: {report.longrepr}"
