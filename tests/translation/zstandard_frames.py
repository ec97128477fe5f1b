"""Zstandard frames that hold their content as it is: what Mozilla's files are packed in."""

_BLOCK = 128 * 1024 - 1


def packed(content: bytes) -> bytes:
    """Return content as one frame of stored blocks (RFC 8878, a single segment with its size)."""
    found = b"\x28\xb5\x2f\xfd\xe0" + len(content).to_bytes(8, "little")
    parts = [content[at : at + _BLOCK] for at in range(0, len(content), _BLOCK)] or [b""]
    for number, part in enumerate(parts, start=1):
        last = number == len(parts)
        found += (int(last) | len(part) << 3).to_bytes(3, "little") + part
    return found
