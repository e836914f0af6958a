"""What a request says, by the protocol in which it says it: values as a client gave them, by the model's names.

A text that is not of its member's type stays a text, for the rules to refuse.
"""

import gzip
import json
from urllib.parse import parse_qsl

import cbor2
from defusedxml import ElementTree

from . import form, rest, xml


class Request:
    """Of HTTP: `path` as it was sent, `headers` by lower-case names."""

    def __init__(self, method, path, query, headers, body):
        self.method = method
        self.path = path
        self.query = dict(parse_qsl(query, keep_blank_values=True))
        self.headers = headers
        self.body = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body


class Unreadable(Exception):
    """Not of the service's protocol, or of no operation of the service."""


def read(model, routes, request):
    """Answers (operation, its parameters)."""
    try:
        return _read(model, routes, request)
    except (ValueError, LookupError, AttributeError, ElementTree.ParseError, cbor2.CBORDecodeError) as error:
        raise Unreadable(f"The request is not of the service's protocol: {error!r}") from error


def _read(model, routes, request):
    target = request.headers.get("x-amz-target")
    if target is not None:
        operation = _operation(model, target.rpartition(".")[2])
        return operation, json.loads(request.body or b"{}")
    if request.headers.get("smithy-protocol") == "rpc-v2-cbor":
        operation = _operation(model, request.path.rpartition("/")[2])
        return operation, cbor2.loads(request.body) if request.body else {}
    if "query" in model.metadata["protocols"] or model.metadata["protocol"] == "ec2":
        fields = request.query | dict(parse_qsl(request.body.decode(), keep_blank_values=True))
        operation = _operation(model, fields.pop("Action", ""))
        fields.pop("Version", None)
        return operation, form.read(operation, fields)
    return _read_rest(model, routes, request)


def _read_rest(model, routes, request):
    operation, labels = rest.find(routes, request)
    if operation is None:
        raise Unreadable(f"No operation answers {request.method} {request.path}")
    if operation.input_shape is None:
        return operation, {}
    read_body = xml.read if model.metadata["protocol"] == "rest-xml" else _read_json
    return operation, rest.read(operation.input_shape, labels, request, read_body)


def _read_json(_shape, body):
    return json.loads(body)


def _operation(model, name):
    if name not in model.operation_names:
        raise Unreadable(f"There is no operation {name}")
    return model.operation_model(name)
