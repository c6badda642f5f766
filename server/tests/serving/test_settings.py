"""Nobody but this machine gets in until there is authentication."""

from pathlib import Path

import pytest

from aistock_server.kernel.errors import Invalid
from aistock_server.settings import Settings, checked


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback_is_served(host: str) -> None:
    settings = Settings(data_dir=Path("x"), host=host)

    assert checked(settings) is settings


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "192.168.1.4", "example.org", "", "*"])
def test_everything_else_is_refused_with_a_remedy(host: str) -> None:
    with pytest.raises(Invalid, match=r"loopback.*serve on 127\.0\.0\.1"):
        checked(Settings(data_dir=Path("x"), host=host))


@pytest.mark.parametrize(("field", "value"), [("port", -1), ("port", 70000), ("profile", "live"), ("profile", "")])
def test_a_bad_setting_is_named(field: str, value: object) -> None:
    with pytest.raises(Invalid, match=field):
        checked(Settings(data_dir=Path("x"), **{field: value}))  # type: ignore[arg-type]


@pytest.mark.parametrize("database", [None, "sqlite:////somewhere/me:secret.sqlite", "mysql://me:secret@here/x"])
def test_team_needs_a_postgresql(database: str | None) -> None:
    with pytest.raises(Invalid, match=r"team.*database_url to postgresql\+psycopg://") as refused:
        checked(Settings(data_dir=Path("x"), profile="team", database=database))
    assert "secret" not in refused.value.message


def test_team_is_served_over_a_postgresql() -> None:
    team = Settings(data_dir=Path("x"), profile="team", database="postgresql+psycopg://me@here/x")
    assert checked(team) is team
