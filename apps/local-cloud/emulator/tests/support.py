"""Calls of the emulator without a server: AWS actions as handlers get them, verbs as the local cloud sends them."""

import asyncio
import json
import logging
from urllib.parse import urlencode

from ministack.core.responses import get_account_id, set_request_region
from ministack.services import alb, cloudwatch, ec2, ecs, elasticache, kms

import internal_api
import patches  # noqa: F401

logging.disable(logging.INFO)

REGION = "sa-east-1"
set_request_region(REGION)

ACCOUNT = get_account_id()

# In the policy of every key: its own account decides.
ROOT = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}


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


def policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def call_json(service, action, **fields):
    """The status and the JSON answer of an action of a service that speaks JSON."""
    request = service.handle_request("POST", "/", {"x-amz-target": f"S.{action}"}, json.dumps(fields).encode(), {})
    status, _headers, body = asyncio.run(request)
    return status, json.loads(body)


def make_key(*statements):
    status, answer = call_json(kms, "CreateKey", Policy=policy(ROOT, *statements))
    assert status == 200, answer
    return answer["KeyMetadata"]["Arn"]
