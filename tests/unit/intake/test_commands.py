"""The commands: exit codes, the one document, sentences."""

import json
from pathlib import Path

import openpyxl
import pytest

from dashboard import cli
from tests.unit.intake.builders import (
    PARK,
    REGISTRY_ROW,
    SAMPLES,
    changed,
    measure_header,
    monthly,
    registry,
)

FILES = [str(path) for path in sorted(SAMPLES.iterdir())]


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    database = (tmp_path / "zeropark.db").as_posix()
    monkeypatch.setenv("ZEROPARK_DATABASE_URL", f"sqlite:///{database}")
    monkeypatch.setenv("ZEROPARK_WHO", "测试员")
    monkeypatch.delenv("ZEROPARK_LANGUAGE", raising=False)


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "名录.xlsx"
    good = changed(REGISTRY_ROW, 园区编码="150600-02", 园区名称="示例园区·二")
    bad = changed(REGISTRY_ROW, 坐标系=None)
    path.write_bytes(registry(good, bad).content)
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = cli.run([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_an_import_answers_with_the_contracts_document(
    capsys: pytest.CaptureFixture[str],
):
    code, out, err = run(capsys, "import", *FILES, "--json")
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert document["batch"] == 1
    assert [one["rows"] for one in document["files"]] == [72, 216, 24, 45, 24]
    assert [one["faults"] for one in document["files"]] == [[]] * 5
    assert set(document["files"][1]) == {
        "file",
        "kind",
        "rows",
        "new",
        "changed",
        "unchanged",
        "faults",
        "warnings",
    }
    assert set(document["files"][1]["warnings"][0]) == {
        "sheet",
        "cell",
        "value",
        "problem",
        "remedy",
    }


def test_the_same_import_again_has_no_batch(capsys: pytest.CaptureFixture[str]):
    run(capsys, "import", *FILES)
    code, out, _ = run(capsys, "import", *reversed(FILES), "--json")
    document = json.loads(out)
    assert (code, document["batch"]) == (0, None)
    assert [one["unchanged"] for one in document["files"]] == [24, 45, 24, 216, 72]
    assert all(one["new"] == one["changed"] == 0 for one in document["files"])


def test_a_preview_writes_nothing(capsys: pytest.CaptureFixture[str]):
    code, out, _ = run(capsys, "preview", *FILES, "--json")
    document = json.loads(out)
    assert (code, document["batch"]) == (0, None)
    assert document["files"][0]["new"] == 72
    code, out, _ = run(capsys, "batches", "--json")
    assert json.loads(out) == {"rows": []}


def test_undo_names_both_batches(capsys: pytest.CaptureFixture[str]):
    run(capsys, "import", *FILES)
    code, out, _ = run(capsys, "undo", 1, "--json")
    assert (code, json.loads(out)) == (0, {"undone": 1, "batch": 2})
    code, _, err = run(capsys, "undo", 1)
    assert (code, err.strip()) == (1, "第 1 批已由第 2 批撤销，无需再撤。")
    assert run(capsys, "undo", 9)[0] == 2


def test_the_list_of_batches_says_who_did_what(capsys: pytest.CaptureFixture[str]):
    run(capsys, "import", FILES[-1])
    run(capsys, "undo", 1)
    _, out, _ = run(capsys, "batches", "--json")
    rows = json.loads(out)["rows"]
    assert [row["batch"] for row in rows] == [2, 1]
    assert rows[1] | {"made_at": ""} == {
        "batch": 1,
        "made_at": "",
        "who": "测试员",
        "what": "import",
        "files": ["registry.xlsx"],
        "undone_by": 2,
    }
    _, out, _ = run(capsys, "batches")
    assert "撤销第 1 批" in out


def test_faults_change_nothing_and_exit_with_1(
    capsys: pytest.CaptureFixture[str], faulty: Path
):
    code, out, _ = run(capsys, "import", faulty, "--json")
    document = json.loads(out)
    assert (code, document["batch"]) == (1, None)
    (fault,) = document["files"][0]["faults"]
    assert (fault["sheet"], fault["cell"], fault["value"]) == ("表1", "H3", None)
    assert "坐标系" in fault["problem"]
    assert "CGCS2000" in fault["remedy"]
    _, out, _ = run(capsys, "import", faulty)
    assert "什么都没有改动" in out


def test_good_rows_are_taken_when_asked_for(
    capsys: pytest.CaptureFixture[str], faulty: Path
):
    code, out, _ = run(capsys, "import", faulty, "--take-good-rows", "--json")
    document = json.loads(out)
    assert (code, document["batch"]) == (0, 1)
    assert (document["files"][0]["new"], document["files"][0]["rows"]) == (1, 2)
    code, out, _ = run(capsys, "import", faulty, "--take-good-rows")
    assert code == 0
    assert "库里都有" in out
    code, out, _ = run(capsys, "preview", faulty, "--json")
    assert code == 1


def test_taking_good_rows_where_there_are_none_stays_a_fault(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    path = tmp_path / "月报.xlsx"
    path.write_bytes(monthly([PARK, "三月", 1]).content)
    for _ in range(2):
        code, out, _ = run(capsys, "import", path, "--take-good-rows")
        assert code == 1
        assert "没有可以导入的行" in out


def test_a_preview_with_faults_exits_with_1(
    capsys: pytest.CaptureFixture[str], faulty: Path
):
    assert run(capsys, "preview", faulty)[0] == 1


def test_a_marked_copy_of_one_file_goes_where_it_was_asked(
    capsys: pytest.CaptureFixture[str], faulty: Path, tmp_path: Path
):
    copy = tmp_path / "标注.xlsx"
    code, out, err = run(capsys, "import", faulty, "--marked-copy", copy, "--json")
    assert code == 1
    json.loads(out)
    assert str(copy) in err.replace("\n", "")
    assert openpyxl.load_workbook(copy)["表1"]["H3"].comment is not None


def test_marked_copies_of_several_files_go_into_a_folder(
    capsys: pytest.CaptureFixture[str], faulty: Path, tmp_path: Path
):
    other = tmp_path / "甲" / "名录.xlsx"
    other.parent.mkdir()
    other.write_bytes(monthly([PARK, "三月", 1]).content)
    folder = tmp_path / "标注"
    run(capsys, "preview", faulty, other, "--marked-copy", folder)
    assert {path.name for path in folder.iterdir()} == {
        "名录.marked.xlsx",
        "名录.marked-2.xlsx",
    }


def test_a_marked_copy_never_overwrites_the_file_itself(
    capsys: pytest.CaptureFixture[str], faulty: Path
):
    before = faulty.read_bytes()
    code, _, err = run(capsys, "import", faulty, "--marked-copy", faulty)
    assert code == 2
    assert "副本不能盖掉原文件" in err
    assert faulty.read_bytes() == before


def test_a_missing_file_and_a_folder_are_wrong_usage(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    assert run(capsys, "import", tmp_path / "没有.xlsx")[0] == 2
    assert run(capsys, "import", tmp_path)[0] == 2
    assert run(capsys, "import")[0] == 2
    assert run(capsys, "import", FILES[0], "--kind", "unknown")[0] == 2


def test_one_bad_file_among_good_ones_changes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(Path(FILES[0]).read_bytes()[:500])
    code, out, err = run(capsys, "import", *FILES, broken, "--json")
    assert (code, err) == (1, "")
    *read, unread = json.loads(out)["files"]
    assert [one["rows"] for one in read] == [72, 216, 24, 45, 24]
    (fault,) = unread.pop("faults")
    assert unread == {
        "file": "坏.xlsx",
        "kind": None,
        "rows": 0,
        "new": 0,
        "changed": 0,
        "unchanged": 0,
        "warnings": [],
    }
    assert (fault["sheet"], fault["cell"], fault["value"]) == (None, None, None)
    assert "坏.xlsx 不完整或已损坏" in fault["problem"]
    assert json.loads(run(capsys, "batches", "--json")[1]) == {"rows": []}


def test_a_bad_file_hides_no_fault_and_can_be_left_aside(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, faulty: Path
):
    empty = tmp_path / "空.csv"
    empty.touch()
    code, out, _ = run(capsys, "import", empty, faulty)
    assert code == 1
    assert "空.csv 是空文件" in out
    assert "H3" in out
    assert "共 2 处错误" in out
    copies = tmp_path / "标注"
    code, out, _ = run(
        capsys,
        *("import", empty, faulty, "--take-good-rows", "--marked-copy", copies),
        "--json",
    )
    assert (code, json.loads(out)["batch"]) == (0, 1)
    assert [path.name for path in copies.iterdir()] == ["名录.marked.xlsx"]


def test_a_kind_that_a_file_is_not_is_refused(capsys: pytest.CaptureFixture[str]):
    registry_file = next(path for path in FILES if "registry" in path)
    code, out, _ = run(capsys, "import", registry_file, "--kind", "monthly")
    assert code == 1
    assert "没有认识的表格" in out


def test_the_same_file_named_twice_is_read_once(capsys: pytest.CaptureFixture[str]):
    _, out, _ = run(capsys, "preview", FILES[-1], FILES[-1], "--json")
    assert len(json.loads(out)["files"]) == 1


@pytest.mark.parametrize("kind", ["registry", "monthly", "assessment"])
def test_a_template_is_written_where_it_was_asked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str
):
    target = tmp_path / "模板.xlsx"
    assert run(capsys, "template", kind, "-o", target)[0] == 0
    assert openpyxl.load_workbook(target).worksheets[0]["A1"].value == "园区编码"


def test_a_template_overwrites_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    target = tmp_path / "模板.xlsx"
    target.write_bytes(b"work")
    code, _, err = run(capsys, "template", "monthly", "-o", target)
    assert code == 2
    assert "已经存在" in err
    assert target.read_bytes() == b"work"


def test_the_farthest_warnings_come_first(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    codes = ("energy_tce", "clean_energy_tce")
    amounts = [measure_header(code, "吨标准煤") for code in codes]
    header = ("园区编码", "月份", *amounts)
    rows = [[PARK, "2026-01", 10, 11], [PARK, "2026-02", 10, 50]]
    path, parks = tmp_path / "月报.xlsx", tmp_path / "名录.xlsx"
    path.write_bytes(monthly(*rows, header=header).content)
    parks.write_bytes(registry(REGISTRY_ROW).content)
    _, out, _ = run(capsys, "preview", parks, path)
    assert out.index("（50）") < out.index("（11）")


def test_an_undo_is_not_undone(capsys: pytest.CaptureFixture[str]):
    run(capsys, "import", FILES[-1])
    run(capsys, "undo", 1)
    code, _, err = run(capsys, "undo", 2)
    assert code == 1
    assert "第 2 批本身就是一次撤销" in err


def test_commands_speak_english_when_asked(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    faulty: Path,
):
    monkeypatch.setenv("ZEROPARK_LANGUAGE", "en")
    _, out, _ = run(capsys, "import", faulty, "--json")
    (fault,) = json.loads(out)["files"][0]["faults"]
    assert fault["problem"].startswith("There are coordinates")
    assert "Import" in run(capsys, "import", "--help")[1]
