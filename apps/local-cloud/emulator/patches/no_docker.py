"""With a Docker daemon ministack starts containers and removes old ones; the local cloud runs processes of its own."""

from ministack import app
from ministack.services import ecs, elasticache

from .patching import replace


@replace(app, "_docker_socket_present")
def _docker_socket_present():
    return False


@replace(ecs, "_get_docker")
@replace(elasticache, "_get_docker")
def _get_docker():
    return None
