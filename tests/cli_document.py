"""Commands run on the samples, as other programs and as people run them."""

import json
from dataclasses import dataclass

import pytest

from dashboard import cli


@dataclass(frozen=True, slots=True)
class Commands:
    """Runs commands in this process, on the database that the environment names."""

    captured: pytest.CaptureFixture[str]

    def run(self, *arguments: object) -> tuple[int, str, str]:
        """Run a command; return its exit code and both of its streams."""
        code = cli.run([str(argument) for argument in arguments])
        said = self.captured.readouterr()
        return code, said.out, said.err

    def document(self, *arguments: object) -> dict:
        """Run a command that is to succeed with ``--json``; return its document."""
        code, out, err = self.run(*arguments, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)

    def table(self, *arguments: object) -> str:
        """Run a command that is to succeed; return what a person reads."""
        code, out, err = self.run(*arguments)
        assert (code, err) == (0, "")
        return out
