"""AWS's service models by the names that requests are signed for."""

import functools
import typing

from botocore.loaders import Loader
from botocore.model import ServiceModel

from . import rest
from .amendments import amend
from .rules import Rules

# The others' folders are called as requests are signed.
_FOLDERS = {
    "elasticfilesystem": "efs",
    "elasticloadbalancing": "elbv2",
    "monitoring": "cloudwatch",
    "servicequotas": "service-quotas",
}

S3_CONTROL_PATH = "/v20180820/"


class CheckedService(typing.NamedTuple):
    model: ServiceModel
    routes: list
    rules: Rules


def service_of(signing_name, path):
    """S3 Control's requests are signed for S3."""
    name = _FOLDERS.get(signing_name, signing_name)
    return load("s3control" if name == "s3" and path.startswith(S3_CONTROL_PATH) else name)


@functools.cache
def load(name):
    description = Loader().load_service_model(name, "service-2")
    _forget_documentation(description)
    amend(name, description["shapes"])
    model = ServiceModel(description, name)
    protocol = model.metadata["protocol"]
    routes = rest.routes_of(model) if protocol.startswith("rest-") else []
    return CheckedService(model, routes, Rules(_name_in_model if protocol in _READ_BY_MODEL else _name_in_json))


# What these protocols' readers give back is called as in the model.
_READ_BY_MODEL = ["query", "ec2", "rest-xml"]


def _name_in_model(key, _member):
    return key


def _name_in_json(key, member):
    return key if member.serialization.get("location") else member.serialization.get("name", key)


def load_all(signing_names):
    """While the models can still be read."""
    for name in signing_names:
        service_of(name, "/")
        service_of(name, S3_CONTROL_PATH)


def _forget_documentation(node):
    if isinstance(node, dict):
        node.pop("documentation", None)
        for child in node.values():
            _forget_documentation(child)
