"""What a service model says of a value: members, types, lengths, ranges, patterns, enums. In the words of AWS's validation errors."""

import base64
import binascii
import datetime
import json
import math
import typing

from .patterns import compiled

CHARACTERS_OF_A_VALUE = 200


class Violation(typing.NamedTuple):
    """`member` is a path, such as `Tags[0].Key`."""

    member: str
    rule: str
    value: str


class Rules:
    """Checks values against shapes of one service model. What a shape asks for is worked out once."""

    def __init__(self, name_of):
        """`name_of(key, shape)`: how a member is called in the values."""
        self._name_of = name_of
        self._checks = {}

    def violations(self, shape, value):
        found = []
        self._check(shape)(value, "", found)
        return found

    def _check(self, shape):
        if shape.name not in self._checks:
            # A shape may hold itself: its members are looked up when they are met.
            self._checks[shape.name] = _MAKERS.get(shape.type_name, _scalar)(self, shape)
        return self._checks[shape.name]

    def structure(self, shape):
        members = {self._name_of(key, member): member for key, member in shape.members.items()}
        required = [self._name_of(key, shape.members[key]) for key in shape.required_members]
        checks = {}

        def check(value, path, found):
            if not isinstance(value, dict):
                return _report(found, shape, path, "Member must be of type structure", value)
            if shape.metadata.get("document"):
                return None
            prefix = f"{path}." if path else ""
            for name in required:
                if value.get(name) is None:
                    _report(found, shape, prefix + name, "Member must not be null", None)
            if shape.is_tagged_union and len(value) != 1:
                _report(found, shape, path, f"Exactly one of [{', '.join(members)}] must be set", value)
            for name, item in value.items():
                if name not in members:
                    _report(found, shape, prefix + name, "AWS's model knows no such member", {})
                elif item is not None:
                    if name not in checks:
                        checks[name] = self._check(members[name])
                    checks[name](item, prefix + name, found)

        return check

    def list(self, shape):
        def check(value, path, found):
            if not isinstance(value, list):
                return _report(found, shape, path, "Member must be of type list", value)
            _check_length(found, shape, path, value)
            check_item = self._check(shape.member)
            for index, item in enumerate(value):
                check_item(item, f"{path}[{index}]", found)

        return check

    def map(self, shape):
        def check(value, path, found):
            if not isinstance(value, dict):
                return _report(found, shape, path, "Member must be of type map", value)
            _check_length(found, shape, path, value)
            check_key, check_item = self._check(shape.key), self._check(shape.value)
            for key, item in value.items():
                check_key(key, f"{path} (key)", found)
                check_item(item, f"{path}.{key}", found)

        return check


def _scalar(_rules, shape):
    is_of_type = _TYPES.get(shape.type_name, lambda _: True)
    checks = [make(shape) for make in _CONSTRAINTS.get(shape.type_name, []) if make(shape)]

    def check(value, path, found):
        if not is_of_type(value):
            return _report(found, shape, path, f"Member must be of type {shape.type_name}", value)
        for rule_broken_by in checks:
            rule = rule_broken_by(value)
            if rule:
                _report(found, shape, path, rule, value)

    return check


def _is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value):
    return _is_integer(value) or isinstance(value, float) or value in ("NaN", "Infinity", "-Infinity")


def _is_timestamp(value):
    return isinstance(value, (str, datetime.datetime)) or _is_number(value)


def _is_blob(value):
    return isinstance(value, bytes) or (isinstance(value, str) and _decoded(value) is not None)


_TYPES = {
    "string": lambda value: isinstance(value, str),
    "character": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": _is_integer,
    "long": _is_integer,
    "float": _is_number,
    "double": _is_number,
    "timestamp": _is_timestamp,
    "blob": _is_blob,
}


def _length(shape, measure=len):
    least, most = shape.metadata.get("min", 0), shape.metadata.get("max", math.inf)
    if least <= 0 and most == math.inf:
        return None

    def broken(value):
        length = measure(value)
        if length < least:
            return f"Member must have length greater than or equal to {least}"
        return f"Member must have length less than or equal to {most}" if length > most else None

    return broken


def _length_of_blob(shape):
    return _length(shape, lambda value: len(value if isinstance(value, bytes) else _decoded(value)))


def _range(shape):
    least, most = shape.metadata.get("min", -math.inf), shape.metadata.get("max", math.inf)

    def broken(value):
        number = float(value)
        if number < least:
            return f"Member must have value greater than or equal to {least}"
        return f"Member must have value less than or equal to {most}" if number > most else None

    return broken


def _pattern(shape):
    pattern = shape.metadata.get("pattern")
    matches = pattern and compiled(pattern)
    rule = f"Member must satisfy regular expression pattern: {pattern}"
    return pattern and (lambda value: None if matches(value) else rule)


def _enum(shape):
    allowed = frozenset(shape.metadata.get("enum", []))
    rule = f"Member must satisfy enum value set: [{', '.join(sorted(allowed))}]"
    return allowed and (lambda value: None if value in allowed else rule)


_CONSTRAINTS = {
    **dict.fromkeys(["string", "character"], [_length, _pattern, _enum]),
    **dict.fromkeys(["integer", "long", "float", "double"], [_range]),
    **dict.fromkeys(["boolean", "timestamp"], []),
    "blob": [_length_of_blob],
}

_MAKERS = {"structure": Rules.structure, "list": Rules.list, "map": Rules.map}


def _decoded(text):
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return None


def _check_length(found, shape, path, value):
    broken = _length(shape)
    rule = broken and broken(value)
    if rule:
        _report(found, shape, path, rule, value)


def _report(found, shape, path, rule, value):
    found.append(Violation(path, rule, "(sensitive)" if shape.metadata.get("sensitive") else _shown(value)))


def _shown(value):
    """No more than its size of what has members: some may be secret."""
    if isinstance(value, (dict, list, bytes)):
        return f"({len(value)} items)"
    said = json.dumps(value, default=str)
    return said if len(said) <= CHARACTERS_OF_A_VALUE else f"{said[:CHARACTERS_OF_A_VALUE]}…"
