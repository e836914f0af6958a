"""The check at the emulator's entrance.

A request that AWS's model does not admit is answered with 400, the header `x-violations: 1`, and JSON: what the front endpoint
tells the client in the words of its protocol. A valid one goes on to ministack; where another part of the local cloud answers the
service, with 204 back to the front endpoint.
"""

import json
import re

from internal_api import read_body

from . import protocols, service_models

_SERVICE = re.compile(rb"Credential=[^/]+/\d+/[^/]+/([^/]+)/aws4_request")


def with_request_check(application, services, answered_elsewhere):
    """The ASGI application that checks what is signed for these services, and leaves the rest to `application`."""
    checked = frozenset(services) | frozenset(answered_elsewhere)
    service_models.load_all(checked)

    async def app(scope, receive, send):
        service = _service(scope)
        if service not in checked:
            return await application(scope, receive, send)
        body = await read_body(receive)
        refusal = check(service, _request(scope, body))
        if refusal:
            return await _answer(send, 400, refusal)
        if service in answered_elsewhere:
            return await _answer(send, 204, None)
        return await application(scope, _replay(body, receive), send)

    return app


def check(service, request):
    """What is wrong with the request; None when nothing is."""
    checked = service_models.service_of(service, request.path)
    name = checked.model.service_name
    try:
        operation, parameters = protocols.read(checked.model, checked.routes, request)
    except protocols.Unreadable as error:
        return {"service": name, "operation": None, "violations": [{"member": "", "rule": str(error), "value": ""}]}
    shape = operation.input_shape
    violations = checked.rules.violations(shape, parameters) if shape else []
    if not violations:
        return None
    return {"service": name, "operation": operation.name, "violations": [each._asdict() for each in violations]}


def _service(scope):
    authorization = dict(scope.get("headers", [])).get(b"authorization", b"")
    match = _SERVICE.search(authorization)
    return match and match[1].decode()


def _request(scope, body):
    headers = {name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]}
    path = scope["raw_path"].decode().partition("?")[0]
    return protocols.Request(scope["method"], path, scope["query_string"].decode(), headers, body)


def _replay(body, receive):
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def again():
        return messages.pop() if messages else await receive()

    return again


async def _answer(send, status, value):
    headers = [(b"content-type", b"application/json"), (b"x-violations", b"1")] if value else []
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(value).encode() if value else b""})
