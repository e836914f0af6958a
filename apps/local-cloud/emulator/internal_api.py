"""`POST /_local-cloud/<verb>`: what only the local cloud knows, such as the state of a task's process.

A verb is a function with keyword arguments, the fields of the JSON body; see README.md for all of them.
"""

import inspect
import json

PATH = "/_local-cloud/"
_verbs = {}


class Refused(Exception):
    """The request can't be carried out; its text says why."""


def verb(name):
    """Serves the decorated function as `POST /_local-cloud/<name>`."""

    def decorate(function):
        _verbs[name] = function
        return function

    return decorate


def call(name, body):
    """Answers (HTTP status, JSON value)."""
    function = _verbs.get(name)
    if function is None:
        return 404, {"message": f"unknown verb {name}; known are {', '.join(sorted(_verbs))}"}
    try:
        fields = json.loads(body or b"{}")
        inspect.signature(function).bind(**fields)
        return 200, function(**fields) or {}
    except (TypeError, ValueError, Refused) as error:
        return 400, {"message": f"{name}: {error}"}


def with_internal_api(application):
    """The ASGI application that answers the internal API and leaves everything else to `application`."""

    async def app(scope, receive, send):
        if scope["type"] == "lifespan":
            return await _live(receive, send)
        if not scope["path"].startswith(PATH):
            return await application(scope, receive, send)
        status, answer = call(scope["path"][len(PATH) :], await read_body(receive))
        await send(
            {"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json")]}
        )
        await send({"type": "http.response.body", "body": json.dumps(answer).encode()})

    return app


async def _live(receive, send):
    """ministack's own start looks for Docker and runs scripts that it finds, and loads services that are not served."""
    while True:
        event = (await receive())["type"]
        await send({"type": f"{event}.complete"})
        if event == "lifespan.shutdown":
            return


async def read_body(receive):
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body
