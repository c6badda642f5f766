"""Where a vault of objects stands, as a text: s3://bucket/prefix?endpoint_override=host:port&scheme=http&region=name."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from pyarrow import fs

from aistock_server.kernel.errors import Invalid

_OPTIONS = ("endpoint_override", "scheme", "region")
_CONNECT_SECONDS, _REQUEST_SECONDS, _ATTEMPTS = 5.0, 60.0, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """A bucket, the prefix of its keys, and how its store is reached; it holds no secret, for those come from the environment."""

    name: str
    prefix: str
    endpoint_override: str | None = None
    scheme: str = "https"
    region: str | None = None

    @property
    def place(self) -> str:
        """Bucket and prefix as one path."""
        return f"{self.name}/{self.prefix}".rstrip("/")

    def opened(self) -> fs.FileSystem:
        """The store; Invalid when it cannot be reached or has no such bucket."""
        try:
            system = fs.S3FileSystem(
                endpoint_override=self.endpoint_override,
                scheme=self.scheme,
                region=self.region,
                connect_timeout=_CONNECT_SECONDS,
                request_timeout=_REQUEST_SECONDS,
                retry_strategy=fs.AwsStandardS3RetryStrategy(max_attempts=_ATTEMPTS),
            )
            found = system.get_file_info(self.name)
        except OSError as error:
            raise _refused(f"bucket {self.name!r} cannot be reached ({str(error)[:300]})") from error
        if found.type == fs.FileType.NotFound:
            raise _refused(f"there is no bucket {self.name!r}, or these credentials do not see it")
        return system


def bucket_of(address: str) -> Bucket:
    """The bucket that an address names; Invalid, without repeating the address, when it holds a secret or an unknown option."""
    parts = urlsplit(address)
    options = parse_qsl(parts.query, keep_blank_values=True)
    if "@" in parts.netloc or parts.username or any("key" in name or "secret" in name or "token" in name for name, _ in options):
        raise _refused("the address holds credentials; take them out of it and set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
    unknown = [name for name, _ in options if name not in _OPTIONS]
    if unknown or len(dict(options)) != len(options):
        raise _refused(f"its options are not each one of {', '.join(_OPTIONS)}, once")
    settings = dict(options)
    if parts.scheme != "s3" or not parts.netloc or parts.fragment or settings.get("scheme", "https") not in ("http", "https"):
        raise _refused("it is no address such as s3://bucket/prefix?endpoint_override=host:port&scheme=https")
    return Bucket(
        name=parts.netloc,
        prefix=parts.path.strip("/"),
        endpoint_override=settings.get("endpoint_override"),
        scheme=settings.get("scheme", "https"),
        region=settings.get("region"),
    )


def _refused(what: str) -> Invalid:
    return Invalid("INVALID_FIELD", f"vault: {what}", field="vault")
