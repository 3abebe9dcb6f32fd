"""What the variables of a machine become, and which of them are refused."""

import pytest

from dashboard.settings import Settings
from queries.errors import SettingWrongError


@pytest.mark.parametrize("port", ["0", "65536", "-1", "many", "9" * 5000])
def test_a_port_that_no_machine_has_is_refused(port: str):
    with pytest.raises(SettingWrongError):
        Settings.from_environ({"ZEROPARK_PORT": port})


@pytest.mark.parametrize("port", [1, 8501, 65535])
def test_a_port_is_read(port: int):
    assert Settings.from_environ({"ZEROPARK_PORT": str(port)}).port == port


@pytest.mark.parametrize("failure", [KeyError, ImportError, OSError])
def test_an_account_without_a_name_is_named_by_its_number(
    failure: type[Exception], monkeypatch: pytest.MonkeyPatch
):
    def nameless() -> str:
        raise failure

    monkeypatch.setattr("getpass.getuser", nameless)
    monkeypatch.setattr("os.getuid", lambda: 1234, raising=False)
    assert Settings.from_environ({}).who == "uid-1234"
    assert Settings.from_environ({"USER": "li"}).who == "li"
    assert Settings.from_environ({"USER": "li", "ZEROPARK_WHO": "李工"}).who == "李工"
