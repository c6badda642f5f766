"""Messages that hold one field of bytes and nothing else, read without protobuf: they come by the hundred, and it copies them."""

from __future__ import annotations

_LENGTH_DELIMITED = 2


def alone(content: bytes, number: int, most: int) -> memoryview | None:
    """The bytes of a message that holds field `number`, below 16, alone: one tag, one length in its shortest form, so many bytes.

    None for any other message, and for more than `most` bytes: protobuf and the model read those, and say what is wrong.
    """
    if len(content) < 2 or content[0] != number << 3 | _LENGTH_DELIMITED:
        return None
    size, place = 0, 1
    for shift in (0, 7, 14, 21):
        if place >= len(content):
            return None
        byte = content[place]
        size |= (byte & 0x7F) << shift
        place += 1
        if byte < 0x80:
            break
    else:
        return None
    if (byte == 0 and place > 2) or size != len(content) - place or size > most:
        return None
    return memoryview(content)[place:]
