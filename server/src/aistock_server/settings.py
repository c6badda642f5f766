"""What the server is told from outside, read once."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aistock_server.kernel.errors import Invalid
from aistock_server.source_settings import SourceSettings

MAX_MESSAGE_BYTES = 64 * 1024 * 1024
MAX_ARTIFACT_BYTES = 16 * 1024**3
MOST_QUOTE_SOURCES = 32
PROFILES = ("dev", "team")
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where to listen and where to keep things; without a database of its own it is a file in the data directory."""

    data_dir: Path
    database: str | None = None
    host: str = "127.0.0.1"
    port: int = 0
    profile: str = "dev"
    """dev: rows of snapshots are files in the data directory; team: they are in PostgreSQL, and reads say as of when."""
    drain_seconds: float = 5.0
    max_message_bytes: int = MAX_MESSAGE_BYTES
    vault: str | None = None
    max_artifact_bytes: int = MAX_ARTIFACT_BYTES
    sources: SourceSettings | None = None
    #: Variables that hold secrets of sources; never shown.
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    quote_sources: tuple[str, ...] = ()
    """Live sources that are expected, the preferred ones first; others may come, and stand behind them."""

    @property
    def vault_folder(self) -> Path | None:
        """The directory that files are kept in; None when they are kept in a bucket."""
        if self.vault is None:
            return self.data_dir / "vault"
        return None if "://" in self.vault else Path(self.vault)

    @property
    def database_url(self) -> str:
        """SQLAlchemy's URL of the database."""
        return self.database or f"sqlite:///{self.data_dir / 'aistock.sqlite'}"


def checked(settings: Settings) -> Settings:
    """The settings, unless they would let the network in: there is no authentication yet, so only loopback is served."""
    try:
        loopback = settings.host == "localhost" or ipaddress.ip_address(settings.host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise Invalid(
            "INVALID_FIELD",
            f"host {settings.host!r} is not a loopback address, and this version has no authentication; serve on 127.0.0.1 or ::1",
            field="host",
        )
    if settings.profile not in PROFILES:
        text = f"profile {settings.profile!r} is not built yet; use {' or '.join(PROFILES)}"
        raise Invalid("INVALID_FIELD", text, field="profile")
    if settings.profile == "team" and not settings.database_url.startswith("postgresql"):
        # The URL itself is not shown: it may hold a password.
        text = "profile team keeps bars in PostgreSQL, and no database of that kind is named"
        raise Invalid(
            "INVALID_FIELD", f"{text}; set database_url to postgresql+psycopg://USER@HOST:PORT/NAME", field="database_url"
        )
    if settings.max_artifact_bytes < 1:
        raise Invalid(
            "INVALID_FIELD", f"max_artifact_bytes {settings.max_artifact_bytes} is not at least 1", field="max_artifact_bytes"
        )
    for name in settings.quote_sources:
        if not _SLUG.fullmatch(name):
            raise Invalid(
                "INVALID_FIELD",
                f"quote source {name!r} is no name; use letters, digits and . _ : / -, beginning with a letter or digit",
                field="quote_sources",
            )
    if len(set(settings.quote_sources)) < len(settings.quote_sources) or len(settings.quote_sources) > MOST_QUOTE_SOURCES:
        text = f"quote sources must be named once each, and at most {MOST_QUOTE_SOURCES}"
        raise Invalid("INVALID_FIELD", f"{text}; got {', '.join(settings.quote_sources)}", field="quote_sources")
    if not 0 <= settings.port <= 65535:
        raise Invalid("INVALID_FIELD", f"port {settings.port} is not between 0 and 65535", field="port")
    return settings
