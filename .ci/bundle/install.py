"""Installs the product from the wheels beside this file; asks no network.

It runs before the product and its catalogues are there, so it says its few sentences
itself, in both languages; and any Python 3.6 or newer can read it, so that one that is
too old is told so.
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

WRONG_PYTHON = """\
本安装包适用于 64 位的 Python {wanted}，当前是 {found}。
This bundle is for a 64-bit Python {wanted}; this one is {found}.
"""
NO_VENV = """\
无法创建虚拟环境。Debian、Ubuntu、麒麟等系统请先安装 python3-venv。
No virtual environment could be made; on Debian and its kin install python3-venv.
"""
NOT_INSTALLED = """\
安装没有完成，原因见上。请确认安装包完整，并且适用于本机的系统和 Python。
The installation did not finish, for the reason above.
"""
DONE = """\
安装完成。启动：
Installed. To start:

    {command} serve

然后用浏览器打开 / then open  http://127.0.0.1:8501
"""


def main() -> None:
    """Make an environment in the folder of the first argument and fill it."""
    check_python()
    target = Path(sys.argv[1] if len(sys.argv) > 1 else Path.home() / "zeropark")
    scripts = target.resolve() / ("Scripts" if os.name == "nt" else "bin")
    run([sys.executable, "-m", "venv", str(target)], otherwise=NO_VENV)
    run([str(scripts / "python"), "-m", "pip", *install()], otherwise=NOT_INSTALLED)
    say(DONE.format(command=scripts / "zeropark"))


def check_python() -> None:
    """Stop where the bundle holds no wheels for this Python."""
    wanted = (HERE / "pythons.txt").read_text(encoding="ascii").split()
    found = "{}.{}".format(*sys.version_info[:2])
    if found not in wanted or sys.maxsize < 2**32:
        say(WRONG_PYTHON.format(wanted=" / ".join(wanted), found=found))
        sys.exit(1)


def install() -> "list[str]":
    """Return what pip is asked for: these wheels, each with its hash, and no others."""
    alone = ["--isolated", "--no-index", "--find-links", str(HERE / "wheels")]
    checked = ["--only-binary", ":all:", "--require-hashes"]
    listed = ["--requirement", str(HERE / "requirements.txt")]
    return ["install", "-q", "--disable-pip-version-check", *alone, *checked, *listed]


def run(command: "list[str]", *, otherwise: str) -> None:
    """Run *command*, or stop with a sentence."""
    if subprocess.call(command) != 0:
        say(otherwise)
        sys.exit(1)


def say(sentence: str) -> None:
    """Print *sentence* with whatever letters the terminal has."""
    encoding = sys.stdout.encoding or "ascii"
    sys.stdout.write(sentence.encode(encoding, "replace").decode(encoding))


if __name__ == "__main__":
    main()
