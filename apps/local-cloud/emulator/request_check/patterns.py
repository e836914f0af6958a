"""The patterns in AWS's models are Java's: what they mean in Python."""

import functools
import re
import sys
import unicodedata

_JAVA_ONLY = re.compile(r"\\p\{(\w+)\}|\\uD800\\uDC00-\\uDBFF\\uDFFF|(?<=\\w)-(?=[^\]])")

# Java's POSIX classes know ASCII only.
_POSIX = {"Print": r"\x20-\x7e", "Graph": r"\x21-\x7e", "Alpha": "A-Za-z", "Alnum": "A-Za-z0-9", "ASCII": r"\x00-\x7f"}


@functools.cache
def compiled(pattern):
    """A function that answers whether all of a text is of this pattern, as AWS's services ask."""
    return re.compile(_JAVA_ONLY.sub(_in_python, pattern), re.ASCII).fullmatch


def _in_python(java):
    if java[1]:
        characters = _POSIX.get(java[1]) or _characters_of(java[1])
        return characters if _is_in_class(java.string[: java.start()]) else f"[{characters}]"
    return r"\-" if java[0] == "-" else r"\U00010000-\U0010FFFF"


def _is_in_class(before):
    unescaped = re.sub(r"\\.", "", before)
    return unescaped.rfind("[") > unescaped.rfind("]")


@functools.cache
def _characters_of(category):
    """`L`, `Z`, `N`, … of Unicode as ranges inside of a character class."""
    ranges = []
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)).startswith(category):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
