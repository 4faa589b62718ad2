"""Plain values as one line of JSON and back. Whatever is not plain becomes a token that equals nothing."""
import base64
import json
import math

DEEPEST = 64
LONGEST = 32 * 1024 * 1024
# Longer whole numbers are written in base 16, to which Python's limit on digits does not apply.
PLAIN_BITS = 63


class Opaque:
    """A value that could not be sent. Equal to nothing, itself included."""

    __hash__ = None

    def __init__(self, kind):
        self.kind = kind

    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    def __repr__(self):
        return "<" + self.kind + ">"


SMALL = 2**PLAIN_BITS


def is_written_as_it_is(items):
    """Whether a list holds nothing but texts, or nothing but small finite numbers. Looks at a million items in no time."""
    kinds = set(map(type, items))
    if kinds <= {str, bool, type(None)}:
        return True
    if not kinds <= {int, float, bool}:
        return False
    try:
        return all(map(math.isfinite, items)) and -SMALL < min(items) and max(items) < SMALL
    except OverflowError:
        return False


def pack(value, depth=0):
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    kind = type(value)
    # Long lists of plain numbers and texts are the usual case.
    if kind is str or (kind is int and -SMALL < value < SMALL):
        return value
    if kind is list:
        return value if is_written_as_it_is(value) else [pack(item, depth + 1) for item in value]
    if value is None or value is True or value is False:
        return value
    if isinstance(value, bool):
        return bool.__and__(value, True)
    if isinstance(value, int):
        plain = int.__add__(value, 0)
        return plain if int.bit_length(plain) <= PLAIN_BITS else {"i": int.__format__(plain, "x")}
    if isinstance(value, float):
        plain = float.__add__(value, 0.0) if float.__ne__(value, 0.0) else float.__pos__(value)
        if plain != plain or plain in (float("inf"), float("-inf")):
            return {"f": float.__repr__(plain)}
        return plain
    if isinstance(value, str):
        return str.__str__(value) if type(value) is str else "".join(list(str.__iter__(value)))
    if isinstance(value, list):
        return [pack(item, depth + 1) for item in list.__iter__(value)]
    if isinstance(value, tuple):
        return {"t": [pack(item, depth + 1) for item in tuple.__iter__(value)]}
    if isinstance(value, dict):
        return {"d": [[pack(key, depth + 1), pack(item, depth + 1)] for key, item in dict.items(value)]}
    if isinstance(value, frozenset):
        return {"z": [pack(item, depth + 1) for item in frozenset.__iter__(value)]}
    if isinstance(value, set):
        return {"s": [pack(item, depth + 1) for item in set.__iter__(value)]}
    if isinstance(value, (bytes, bytearray)):
        return {"b": base64.b64encode(bytes(value)).decode("ascii")}
    if isinstance(value, complex):
        return {"c": [pack(value.real), pack(value.imag)]}
    return {"o": type(value).__name__[:80]}


def unpack(packed):
    if isinstance(packed, list):
        return [unpack(item) if isinstance(item, (list, dict)) else item for item in packed]
    if not isinstance(packed, dict):
        return packed
    (kind, inner), = packed.items()
    if kind == "t":
        return tuple(unpack(item) for item in inner)
    if kind == "d":
        return {unpack(key): unpack(item) for key, item in inner}
    if kind == "s":
        return {unpack(item) for item in inner}
    if kind == "z":
        return frozenset(unpack(item) for item in inner)
    if kind == "i":
        return int(inner, 16)
    if kind == "f":
        return float(inner)
    if kind == "b":
        return base64.b64decode(inner)
    if kind == "c":
        return complex(unpack(inner[0]), unpack(inner[1]))
    if kind == "o":
        return Opaque(str(inner))
    raise ValueError("unknown tag")


def write_line(value):
    return json.dumps(value, separators=(",", ":"), allow_nan=False).encode("ascii")


def class_name(error):
    """The nearest class that every Python has."""
    import builtins

    for kind in type(error).__mro__:
        if getattr(builtins, kind.__name__, None) is kind:
            return kind.__name__
    return "Exception"


def open_channel():
    """Takes standard input and output for frames; prints and reads of the program go nowhere."""
    import io
    import os
    import sys

    reader = os.fdopen(os.dup(0), "rb", buffering=65536)
    writer = os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    sys.stdin = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")

    def send(line):
        data = line + b"\n"
        while data:
            data = data[os.write(writer, data):]

    return reader, send
