"""Files that run code when they are read, or hide what they hold: told by their name and by their first bytes."""

import io
import pickletools
import re

from aistock.library.asset_faults import AssetFault

HEAD_BYTES = 1 << 20
"""How much of a file's beginning is looked at."""

TAIL_BYTES = (1 << 16) + 22
"""How much of its end: a zip archive may stand behind anything, with its index at the end."""

_NAMES = re.compile(
    r".*\.(pkl|pickle|pck|joblib|pt|pth|ckpt|dill|npz|h5|hdf5?|pyc|pyo|so|dll|dylib|pyd|exe|jar|sh|bat|cmd|ps1|zip|gz|bz2|xz|7z|tar|tgz"
    r"|rar|zst|lz4|egg|whl)(\.\d+)?",
    re.IGNORECASE,
)
_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip archive, as torch and numpy write pickles"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x1f\x8b", "gzip-compressed, as joblib writes pickles"),
    (b"BZh", "bzip2-compressed"),
    (b"\xfd7zXZ\x00", "xz-compressed"),
    (b"\x5d\x00\x00", "lzma-compressed"),
    (b"\x28\xb5\x2f\xfd", "zstandard-compressed"),
    (b"\x04\x22\x4d\x18", "lz4-compressed"),
    (b"\x78\x01", "zlib-compressed, as joblib writes pickles"),
    (b"\x78\x5e", "zlib-compressed, as joblib writes pickles"),
    (b"\x78\x9c", "zlib-compressed, as joblib writes pickles"),
    (b"\x78\xda", "zlib-compressed, as joblib writes pickles"),
    (b"ZF", "a file of an old joblib"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a rar archive"),
    (b"\x89HDF\r\n\x1a\n", "an HDF5 file, which may hold pickles"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xce\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
)
_ZLIB = frozenset({b"\x78\x01", b"\x78\x5e"})
_END_OF_ZIP = b"PK\x05\x06"
_REMEDY = "keep models as LightGBM text or as JSON, tables as Parquet, and texts as they are"


def opaque_name(path: str) -> AssetFault | None:
    """A name that says what a bundle may not hold."""
    if not _NAMES.fullmatch(path.rpartition("/")[2]):
        return None
    return AssetFault(
        path=path, rule="opaque.name", what="files of this kind run code when they are read, or hide it", remedy=_REMEDY
    )


def opaque_content(path: str, head: bytes, tail: bytes, *, whole: bool) -> AssetFault | None:
    """Bytes that a reader would run or unpack; `head` and `tail` are its ends, `whole` says that the head is all of it."""
    what = _kind(head, tail, whole=whole)
    return None if what is None else AssetFault(path=path, rule="opaque.content", what=f"it is {what}", remedy=_REMEDY)


def _kind(head: bytes, tail: bytes, *, whole: bool) -> str | None:
    for sign, kind in _SIGNS:
        if head.startswith(sign) and not (sign in (b"MZ", b"ZF", b"BZh", *_ZLIB) and _is_text(head)):
            return kind
    if head[:1] == b"\x80" and head[1:2] and head[1] <= 5:
        return "a pickle"
    if head.startswith(b"\x93NUMPY") and (b"|O" in head[:256] or b"'O'" in head[:256]):
        return "a numpy file of pickled objects"
    if len(head) > 262 and head[257:262] == b"ustar":
        return "a tar archive"
    end = tail.rfind(_END_OF_ZIP)
    if end >= 0 and len(tail) - end >= 22 and int.from_bytes(tail[end + 20 : end + 22], "little") == len(tail) - end - 22:
        return "a zip archive behind something else"
    return "a pickle" if _unpickles(head, whole=whole) else None


def _unpickles(head: bytes, *, whole: bool) -> bool:
    """Whether the bytes are a program for the unpickler up to its stop; it would ignore what follows."""
    seen = 0
    names: set[str] = set()
    try:
        for operation, _, _ in pickletools.genops(io.BytesIO(head)):
            seen += 1
            names.add(operation.name)
            if operation.name == "STOP":
                # "N." and "I1\n." are pickles too, but they make plain values; a text may look like one.
                return seen > 1 and bool(names - {"STOP", "NONE", "INT", "LONG", "FLOAT", "MARK", "POP", "DUP"})
    except Exception:
        # genops raises what its readers raise, on anything that is no pickle.
        return not whole and seen > 1000
    return False


def _is_text(head: bytes) -> bool:
    try:
        text = head[:4096].decode("utf-8", "strict" if len(head) <= 4096 else "ignore")
    except UnicodeDecodeError:
        return False
    return all(sign >= " " or sign in "\t\r\n" for sign in text)
