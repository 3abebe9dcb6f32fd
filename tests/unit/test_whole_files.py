"""Files are whole or not there."""

import errno
import os
from pathlib import Path

import pytest

from dashboard.commands.whole_files import write_whole
from queries.errors import OutputUnwritableError

OLD, NEW = b"what was there", b"what comes"


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that takes half of every file."""

    def half(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[: len(content) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "write_bytes", half)


def test_a_file_is_written_and_written_over(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    for content in (OLD, NEW):
        write_whole(path, content)
        assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.usefixtures("full")
def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.write(OLD)
    with pytest.raises(OSError, match=r"a\.xlsx") as caught:
        write_whole(path, NEW)
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, str(path))
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.usefixtures("full")
def test_a_full_disk_leaves_no_half_of_a_new_file(tmp_path: Path):
    with pytest.raises(OSError, match=r"a\.xlsx"):
        write_whole(tmp_path / "a.xlsx", NEW)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said_of_the_file_that_was_asked_for(
    tmp_path: Path,
):
    path = tmp_path / "none" / "a.xlsx"
    with pytest.raises(OutputUnwritableError) as caught:
        write_whole(path, NEW)
    assert caught.value.values == {"file": str(path)}


def test_a_link_stays_a_link_and_what_it_leads_to_is_written(tmp_path: Path):
    path, link = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    path.write_bytes(OLD)
    link.symlink_to(path)
    write_whole(link, NEW)
    assert link.is_symlink()
    assert path.read_bytes() == NEW


def test_what_is_no_ordinary_file_is_written_to_as_it_is():
    write_whole(Path(os.devnull), NEW)
    assert not Path(os.devnull).is_file()
