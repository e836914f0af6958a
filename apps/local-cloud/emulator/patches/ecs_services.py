"""ECS services whose scheduler is the local cloud: the emulator keeps the wish and the counts, and starts nothing."""

import functools
import threading

from ministack.core.responses import error_response_json, json_response, new_uuid, now_iso
from ministack.services import ecs

from internal_api import Refused, verb

from .patching import replace, wrap

# ministack handles each ECS request in a thread of its own, the internal API's arrive on the event loop.
_lock = threading.RLock()
_PENDING = ("PROVISIONING", "PENDING", "ACTIVATING")
_EVENTS_KEPT = 100


def one_at_a_time(function):
    @functools.wraps(function)
    def locked(*args, **kwargs):
        with _lock:
            return function(*args, **kwargs)

    return locked


@wrap(ecs, "_dispatch_action")
@one_at_a_time
def _dispatch_action(original, action, data):
    return original(action, data)


def find_service(cluster, service):
    cluster_name = ecs._resolve_cluster_name(cluster)
    name = (ecs._resolve_service_ref(service) or [""])[0]
    found = ecs._services.get(f"{cluster_name}/{name}")
    if not found:
        raise Refused(f"no service {service} in cluster {cluster}")
    return found


def find_deployment(service, deployment_id=None):
    """The deployment with that id; the primary one by default."""
    for deployment in service["deployments"]:
        if deployment["id"] == deployment_id or (not deployment_id and deployment["status"] == "PRIMARY"):
            return deployment
    raise Refused(f"no deployment {deployment_id or 'PRIMARY'} of service {service['serviceName']}")


def add_event(service, message):
    event = {"id": new_uuid(), "createdAt": now_iso(), "message": f"(service {service['serviceName']}) {message}"}
    service["events"] = [event, *service["events"]][:_EVENTS_KEPT]


def refresh_service(service):
    """Counts follow the tasks; deployments without tasks and drained services go, as on AWS."""
    tasks = [
        task
        for task in ecs._tasks.values()
        if task["group"] == f"service:{service['serviceName']}"
        and task["clusterArn"] == service["clusterArn"]
        and task["lastStatus"] != "STOPPED"
    ]
    _count(service, tasks)
    for deployment in service["deployments"]:
        _count(deployment, [task for task in tasks if task["_deployment_id"] == deployment["id"]])
    if find_deployment(service)["rolloutState"] == "COMPLETED":
        used = {task["_deployment_id"] for task in tasks}
        service["deployments"] = [
            deployment
            for deployment in service["deployments"]
            if deployment["status"] == "PRIMARY" or deployment["id"] in used
        ]
    if service["status"] == "DRAINING" and not tasks:
        service["status"] = "INACTIVE"
    ecs._recount_cluster(ecs._cluster_name_from_arn(service["clusterArn"]))


def _count(counted, tasks):
    counted["runningCount"] = sum(task["lastStatus"] == "RUNNING" for task in tasks)
    counted["pendingCount"] = sum(task["lastStatus"] in _PENDING for task in tasks)


# ministack follows desiredCount at once, with tasks that run nothing.
@replace(ecs, "_reconcile_service_tasks")
def _reconcile_service_tasks(cluster_name, service_key):
    refresh_service(ecs._services[service_key])


# A new deployment is completed by its tasks, not by its creation.
@wrap(ecs, "_make_deployment")
def _make_deployment(original, *args, **kwargs):
    deployment = original(*args, **kwargs)
    deployment["rolloutState"] = "IN_PROGRESS"
    deployment["rolloutStateReason"] = f"ECS deployment {deployment['id']} in progress."
    return deployment


# A service that still drains can't be created again; ministack forgets the zone rebalancing that Terraform reads back.
@wrap(ecs._ACTION_MAP, "CreateService")
def _create_service(original, data):
    key = f"{ecs._resolve_cluster_name(data.get('cluster'))}/{data.get('serviceName')}"
    if ecs._services.get(key, {}).get("status") == "DRAINING":
        return error_response_json(
            "InvalidParameterException", "Unable to Start a service that is still Draining.", 400
        )
    answer = original(data)
    return answer if answer[0] != 200 else _described(ecs._services[key], data)


# ministack forgets these fields and invents an event.
@wrap(ecs._ACTION_MAP, "UpdateService")
def _update_service(original, data):
    try:
        service = find_service(data.get("cluster"), data.get("service"))
    except Refused:
        return original(data)
    if service["status"] != "ACTIVE":
        return error_response_json("ServiceNotActiveException", "Service was not ACTIVE.", 400)
    events = list(service["events"])
    answer = original(data)
    if answer[0] != 200:
        return answer
    service["events"] = events
    primary = find_deployment(service)
    if primary["rolloutState"] == "IN_PROGRESS" and not primary["rolloutStateReason"]:
        primary["rolloutStateReason"] = f"ECS deployment {primary['id']} in progress."
    for field in ("propagateTags", "enableECSManagedTags"):
        service[field] = data.get(field, service[field])
    return _described(service, data)


def _described(service, data):
    rebalancing = data.get("availabilityZoneRebalancing") or service.get("availabilityZoneRebalancing") or "DISABLED"
    service["availabilityZoneRebalancing"] = rebalancing
    return json_response({"service": ecs._sanitize(service)})


# ministack stops the tasks itself and goes to INACTIVE at once.
@replace(ecs._ACTION_MAP, "DeleteService")
def _delete_service(data):
    try:
        service = find_service(data.get("cluster"), data.get("service"))
    except Refused:
        return error_response_json("ServiceNotFoundException", "Service not found.", 400)
    if service["desiredCount"] > 0 and not data.get("force"):
        return error_response_json(
            "InvalidParameterException", "The service cannot be stopped while it is scaled above 0.", 400
        )
    if service["status"] == "ACTIVE":
        service["status"] = "DRAINING"
        service["desiredCount"] = 0
        for deployment in service["deployments"]:
            deployment["desiredCount"] = 0
        refresh_service(service)
    return json_response({"service": ecs._sanitize(service)})


# ministack hides services that drain, and the local cloud must find them to stop their tasks.
@replace(ecs._ACTION_MAP, "ListServices")
def _list_services(data):
    prefix = f"{ecs._resolve_cluster_name(data.get('cluster'))}/"
    return json_response(
        {
            "serviceArns": [
                service["serviceArn"]
                for key, service in ecs._services.items()
                if key.startswith(prefix) and service["status"] != "INACTIVE"
            ]
        }
    )


# ministack deletes a cluster under its services and tasks; AWS refuses, and Terraform waits.
@wrap(ecs._ACTION_MAP, "DeleteCluster")
def _delete_cluster(original, data):
    arn = ecs._clusters.get(ecs._resolve_cluster_name(data.get("cluster")), {}).get("clusterArn")
    for kind, field, gone, records in (
        ("Services", "status", "INACTIVE", ecs._services),
        ("Tasks", "lastStatus", "STOPPED", ecs._tasks),
    ):
        if any(record["clusterArn"] == arn and record[field] != gone for record in records.values()):
            message = f"The Cluster cannot be deleted while {kind} are active."
            return error_response_json(f"ClusterContains{kind}Exception", message, 400)
    return original(data)


@verb("deployment-state")
@one_at_a_time
def deployment_state(
    *, cluster, service, deploymentId=None, rolloutState=None, reason=None, failedTasks=None, rollback=False
):
    """How far a deployment got; with `rollback` the last completed one becomes PRIMARY again."""
    record = find_service(cluster, service)
    deployment = find_deployment(record, deploymentId)
    changed = rolloutState is not None and rolloutState != deployment["rolloutState"]
    if rolloutState is not None:
        deployment["rolloutState"] = rolloutState
    if reason is not None:
        deployment["rolloutStateReason"] = reason
    if failedTasks is not None:
        deployment["failedTasks"] = failedTasks
    deployment["updatedAt"] = now_iso()
    if changed and rolloutState == "COMPLETED":
        add_event(record, f"(deployment {deployment['id']}) deployment completed.")
        add_event(record, "has reached a steady state.")
    if changed and rolloutState == "FAILED":
        add_event(record, f"(deployment {deployment['id']}) deployment failed: {deployment['rolloutStateReason']}")
    if rollback:
        _roll_back(record, deployment)
    refresh_service(record)
    return {"deployments": ecs._normalize_ecs_timestamps(ecs._sanitize(record["deployments"]))}


def _roll_back(service, failed):
    previous = next((d for d in service["deployments"] if d is not failed and d["rolloutState"] == "COMPLETED"), None)
    if not previous:
        raise Refused(f"service {service['serviceName']} has no completed deployment to roll back to")
    failed.update(status="ACTIVE", desiredCount=0)
    previous.update(
        status="PRIMARY",
        desiredCount=service["desiredCount"],
        rolloutState="IN_PROGRESS",
        rolloutStateReason=f"ECS deployment circuit breaker: rolling back to deploymentId {previous['id']}.",
        updatedAt=now_iso(),
    )
    service["taskDefinition"] = previous["taskDefinition"]
    add_event(service, f"rolling back to deployment {previous['id']}.")
