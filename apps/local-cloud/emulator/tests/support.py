"""Calls of the emulator without a server: AWS actions as handlers get them, verbs as the local cloud sends them."""

import asyncio
import json
from urllib.parse import urlencode

from ministack.core.responses import set_request_region
from ministack.services import alb, cloudwatch, ec2, ecs, elasticache

import internal_api
import patches  # noqa: F401

REGION = "sa-east-1"
set_request_region(REGION)


def reset():
    for service in (alb, cloudwatch, ec2, ecs, elasticache):
        service.reset()


def verb(name, **fields):
    status, answer = internal_api.call(name, json.dumps(fields))
    assert status == 200, answer
    return answer


def refusal(name, **fields):
    status, answer = internal_api.call(name, json.dumps(fields))
    assert status == 400, answer
    return answer["message"]


def call_ecs(action, **fields):
    """The status and the JSON answer of an ECS action."""
    status, _headers, body = asyncio.run(
        ecs.handle_request("POST", "/", {"x-amz-target": f"ECS.{action}"}, json.dumps(fields).encode(), {})
    )
    return status, json.loads(body)


def call_query(service, action, **fields):
    """The XML answer of an action of a service that speaks the Query protocol."""
    form = urlencode({"Action": action, **fields}).encode()
    status, _headers, body = asyncio.run(service.handle_request("POST", "/", {}, form, {}))
    text = body if isinstance(body, str) else body.decode()
    assert status == 200, text
    return text


def call_cloudwatch(action, **fields):
    status, _headers, body = asyncio.run(
        cloudwatch.handle_request(
            "POST",
            "/",
            {"x-amz-target": f"CW.{action}", "content-type": "application/json"},
            json.dumps(fields).encode(),
            {},
        )
    )
    assert status == 200, body
    return json.loads(body)
