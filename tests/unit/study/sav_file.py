"""A small writer of uncompressed SPSS files, so that tests show what such a file holds (PSPP, "System File Format")."""

from __future__ import annotations

import struct

SYSTEM_MISSING = -1.7976931348623157e308


def sav_bytes(
    columns: dict[str, list[str | float | None]],
    value_labels: dict[str, dict[float, str]],
    missing: dict[str, float] | None = None,
) -> bytes:
    """An SPSS file of texts (up to 8 bytes) and numbers; ``missing`` gives a variable's user-defined missing value."""
    missing = missing or {}
    count = len(next(iter(columns.values())))
    parts = [
        b"$FL2" + b"@(#) SPSS DATA FILE".ljust(60),
        struct.pack("<iiiiid", 2, len(columns), 0, 0, count, 100.0),
        b"01 Jan 2012:00:00" + b" " * 64 + b"\0" * 3,
    ]
    for name, values in columns.items():
        width = 8 if any(isinstance(value, str) for value in values) else 0
        shape = (1 << 16 | 8 << 8) if width else (5 << 16 | 8 << 8)
        parts.append(
            struct.pack("<iiiiii", 2, width, 0, int(name in missing), shape, shape) + name.upper().ljust(8).encode()
        )
        if name in missing:
            parts.append(struct.pack("<d", missing[name]))
    for name, labels in value_labels.items():
        parts.append(struct.pack("<ii", 3, len(labels)))
        for value, label in labels.items():
            text = label.encode()
            parts.append(struct.pack("<dB", value, len(text)) + text.ljust((len(text) + 8) // 8 * 8 - 1))
        parts.append(struct.pack("<iii", 4, 1, list(columns).index(name) + 1))
    parts.append(struct.pack("<iiii", 7, 20, 1, 5) + b"UTF-8")
    long_names = "\t".join(f"{name.upper()}={name}" for name in columns).encode()
    parts.append(struct.pack("<iiii", 7, 13, 1, len(long_names)) + long_names)
    parts.append(struct.pack("<ii", 999, 0))
    for row in zip(*columns.values(), strict=True):
        for value in row:
            if isinstance(value, str):
                parts.append(value.encode().ljust(8))
            else:
                parts.append(struct.pack("<d", SYSTEM_MISSING if value is None else value))
    return b"".join(parts)
