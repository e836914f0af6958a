"""Which operation a REST request asks for, and what it says in its path, query, headers and body."""

import re
import typing
from urllib.parse import parse_qsl, unquote

from . import text

_LABEL = re.compile(r"\{([^}]+)\}")


class Route(typing.NamedTuple):
    operation: typing.Any
    method: str
    path: re.Pattern
    labels: list
    query: dict
    required: list


def routes_of(model):
    """Of all operations, those first that ask for most, and the newer of two at one path."""
    routes = [_route(model.operation_model(name)) for name in model.operation_names]
    return sorted(routes, key=lambda route: (-len(route.query), len(route.labels), route.operation.deprecated))


def _route(operation):
    path, _, query = operation.http["requestUri"].partition("?")
    literals = _LABEL.sub("\0", path.rstrip("/") or "/")
    labels = _LABEL.findall(path)
    pattern = re.escape(literals)
    for label in labels:
        pattern = pattern.replace(re.escape("\0"), "(.+)" if label.endswith("+") else "([^/]+)", 1)
    shape = operation.input_shape
    located = [shape.members[key] for key in shape.required_members] if shape else []
    required = [
        (member.serialization["location"], member.serialization["name"])
        for member in located
        if member.serialization.get("location") in ("querystring", "header")
    ]
    names = [label.rstrip("+") for label in labels]
    constants = dict(parse_qsl(query, keep_blank_values=True))
    return Route(operation, operation.http["method"], re.compile(pattern), names, constants, required)


def find(routes, request):
    """Answers (operation, what its path names). Where several fit, one that gets all that it requires."""
    path = request.path.rstrip("/") or "/"
    fitting = [(route, match) for route in routes if (match := _match(route, path, request))]
    if not fitting:
        return None, {}
    constants = len(fitting[0][0].query)
    best = [each for each in fitting if len(each[0].query) == constants]
    route, match = max(best, key=lambda each: _preference(each[0], request))
    return route.operation, dict(zip(route.labels, map(unquote, match.groups())))


def _match(route, path, request):
    if route.method != request.method or any(request.query.get(key) != value for key, value in route.query.items()):
        return None
    return route.path.fullmatch(path)


def _preference(route, request):
    told = [name in request.query or name.lower() in request.headers for _, name in route.required]
    return all(told), len(told), -len(route.labels)


def read(shape, labels, request, read_body):
    values, in_body = {}, False
    payload = shape.serialization.get("payload")
    for key, member in shape.members.items():
        location, name = member.serialization.get("location"), member.serialization.get("name", key)
        if key == payload:
            value = _payload(member, request.body, read_body)
        elif location is None:
            in_body = True
            continue
        else:
            value = _LOCATIONS[location](member, name, labels, request)
        if value is not None:
            values[key] = value
    if in_body and payload is None and request.body:
        values.update(read_body(shape, request.body))
    return values


def _payload(member, body, read_body):
    if member.type_name in ("blob", "string"):
        return body if member.type_name == "blob" else body.decode()
    return read_body(member, body) if body else None


def _label(member, name, labels, _request):
    return text.read(member, labels[name])


def _query(member, name, _labels, request):
    if member.type_name == "map" or name not in request.query:
        return None
    value = request.query[name]
    return [text.read(member.member, value)] if member.type_name == "list" else text.read(member, value)


def _header(member, name, _labels, request):
    value = request.headers.get(name.lower())
    if value is None or member.type_name != "list":
        return value if value is None else text.read(member, value)
    return [text.read(member.member, item.strip()) for item in value.split(",")]


def _headers(_member, prefix, _labels, request):
    found = {name[len(prefix) :]: value for name, value in request.headers.items() if name.startswith(prefix.lower())}
    return found or None


_LOCATIONS = {"uri": _label, "querystring": _query, "header": _header, "headers": _headers}
