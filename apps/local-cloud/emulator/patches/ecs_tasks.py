"""ECS tasks as the local cloud's processes make them: placed, addressed, started, healthy, stopped."""

import json

from ministack.core.responses import error_response_json, json_response, new_uuid, now_iso
from ministack.services import ec2, ecs

from internal_api import Refused, verb

from .ecs_services import add_event, find_deployment, find_service, one_at_a_time, refresh_service
from .patching import replace, wrap


# ministack says RUNNING at once; a task waits here until the local cloud has started its process.
@wrap(ecs._ACTION_MAP, "RunTask")
def _run_task(original, data):
    answer = original(data)
    if answer[0] != 200:
        return answer
    tasks = [_make_pending(ecs._tasks[task["taskArn"]]) for task in _body(answer)["tasks"]]
    return json_response({"tasks": ecs._sanitize(tasks), "failures": []})


# ministack takes mount points of volumes that the task definition does not have.
@wrap(ecs._ACTION_MAP, "RegisterTaskDefinition")
def _register_task_definition(original, data):
    volumes = {volume["name"] for volume in data.get("volumes", [])}
    for container in data.get("containerDefinitions", []):
        for mount in container.get("mountPoints", []):
            if mount["sourceVolume"] not in volumes:
                return error_response_json("ClientException", f"Unknown volume '{mount['sourceVolume']}'.", 400)
    return original(data)


# ministack says STOPPED at once; the local cloud stops the process and reports it by `task-state`.
@replace(ecs._ACTION_MAP, "StopTask")
def _stop_task(data):
    task = ecs._resolve_task(data.get("task", ""), ecs._resolve_cluster_name(data.get("cluster")))
    if not task:
        return error_response_json("InvalidParameterException", "The referenced task was not found.", 400)
    if task["desiredStatus"] != "STOPPED":
        _wish_stopped(task, data.get("reason", "Task stopped by user"), "UserInitiated")
    return json_response({"task": ecs._sanitize(task)})


@verb("start-task")
@one_at_a_time
def start_task(*, cluster, service, availabilityZone, deploymentId=None):
    """Creates a PENDING task of the service's deployment (default: PRIMARY) in its subnet of that zone."""
    record = find_service(cluster, service)
    deployment = find_deployment(record, deploymentId)
    subnet = _subnet_in(record, availabilityZone)
    answer = ecs._run_task(
        {
            "cluster": cluster,
            "taskDefinition": deployment["taskDefinition"],
            "group": f"service:{record['serviceName']}",
            "startedBy": deployment["id"],
            "launchType": record.get("launchType"),
            "capacityProviderStrategy": record.get("capacityProviderStrategy"),
            "platformVersion": record.get("platformVersion", ""),
            "networkConfiguration": record["networkConfiguration"],
            "enableExecuteCommand": record["enableExecuteCommand"],
            "tags": _propagated_tags(record, deployment),
            "_deploymentId": deployment["id"],
        }
    )
    if answer[0] != 200:
        raise Refused(_body(answer).get("message", "ECS refused to run the task"))
    task = _make_pending(ecs._tasks[_body(answer)["tasks"][0]["taskArn"]])
    task["availabilityZone"] = availabilityZone
    task["_subnet"] = subnet
    add_event(record, f"has started 1 tasks: (task {task['taskArn'].rsplit('/', 1)[-1]}).")
    refresh_service(record)
    return {"taskArn": task["taskArn"], "subnetId": subnet}


@verb("task-state")
@one_at_a_time
def task_state(
    *,
    cluster,
    taskArn,
    lastStatus=None,
    desiredStatus=None,
    healthStatus=None,
    privateIpv4Address=None,
    availabilityZone=None,
    startedAt=None,
    stoppedAt=None,
    stoppedReason=None,
    stopCode=None,
    exitCode=None,
    containers=(),
):
    """What became of a task. Only the fields given change; times are epoch seconds, default now."""
    task = ecs._resolve_task(taskArn, ecs._resolve_cluster_name(cluster))
    if not task:
        raise Refused(f"no task {taskArn} in cluster {cluster}")
    if availabilityZone:
        task["availabilityZone"] = availabilityZone
    if privateIpv4Address:
        _attach_interface(task, privateIpv4Address)
    if desiredStatus == "STOPPED" or lastStatus == "STOPPED":
        _wish_stopped(task, stoppedReason, stopCode)
    if lastStatus:
        _set_last_status(task, lastStatus, startedAt, stoppedAt, exitCode)
    if healthStatus:
        task["healthStatus"] = healthStatus
        _update_containers(task, healthStatus=healthStatus)
    for state in containers:
        _update_containers(task, **state)
    ecs._bump_task_version(task)
    _refresh_service_of(task)


def _make_pending(task):
    task.update(lastStatus="PENDING", startedAt=None, pullStartedAt=None, pullStoppedAt=None)
    task.update(stoppedReason=None, stopCode=None)
    _update_containers(task, lastStatus="PENDING", runtimeId=None)
    if task["launchType"] == "FARGATE":
        task["containerInstanceArn"] = None
    return task


def _wish_stopped(task, reason, code):
    task["desiredStatus"] = "STOPPED"
    task["stoppingAt"] = task["stoppingAt"] or now_iso()
    task["stoppedReason"] = task["stoppedReason"] or reason
    task["stopCode"] = task["stopCode"] or code


def _set_last_status(task, status, started_at, stopped_at, exit_code):
    task["lastStatus"] = status
    if status == "RUNNING":
        task["startedAt"] = started_at or task["startedAt"] or now_iso()
        _update_containers(task, lastStatus="RUNNING", runtimeId=task["taskArn"].rsplit("/", 1)[-1])
    if status == "STOPPED":
        task["stoppedAt"] = stopped_at or now_iso()
        task["executionStoppedAt"] = task["stoppedAt"]
        _update_containers(task, lastStatus="STOPPED", exitCode=exit_code)
        for attachment in task["attachments"]:
            attachment["status"] = "DELETED"


def _update_containers(task, name=None, **fields):
    for container in task["containers"]:
        if name in (None, container["name"]):
            container.update(fields)


def _attach_interface(task, address):
    """The task's network interface, as awsvpc gives one to each task."""
    suffix = task["taskArn"].rsplit("/", 1)[-1].replace("-", "")[:17]
    values = {
        "subnetId": task["_subnet"],
        "networkInterfaceId": f"eni-{suffix}",
        "macAddress": "0a:" + ":".join(suffix[i : i + 2] for i in range(0, 10, 2)),
        "privateDnsName": f"ip-{address.replace('.', '-')}.{ecs.get_region()}.compute.internal",
        "privateIPv4Address": address,
    }
    attachment = {
        "id": new_uuid(),
        "type": "ElasticNetworkInterface",
        "status": "ATTACHED",
        "details": [{"name": name, "value": value} for name, value in values.items() if value],
    }
    task["attachments"] = [attachment]
    _update_containers(task, networkInterfaces=[{"attachmentId": attachment["id"], "privateIpv4Address": address}])


def _refresh_service_of(task):
    cluster_name = ecs._cluster_name_from_arn(task["clusterArn"])
    service = ecs._services.get(f"{cluster_name}/{task['group'].removeprefix('service:')}")
    if service:
        refresh_service(service)
    ecs._recount_cluster(cluster_name)


def _subnet_in(service, availability_zone):
    subnets = (service["networkConfiguration"].get("awsvpcConfiguration") or {}).get("subnets") or []
    for subnet in subnets:
        if ec2._subnets.get(subnet, {}).get("AvailabilityZone") == availability_zone:
            return subnet
    raise Refused(f"service {service['serviceName']} has no subnet in {availability_zone}: {', '.join(subnets)}")


def _propagated_tags(service, deployment):
    source = {"SERVICE": service["serviceArn"], "TASK_DEFINITION": deployment["taskDefinition"]}
    tags = list(ecs._tags.get(source.get(service["propagateTags"]), []))
    if service["enableECSManagedTags"]:
        cluster_name = ecs._cluster_name_from_arn(service["clusterArn"])
        tags.append({"key": "aws:ecs:clusterName", "value": cluster_name})
        tags.append({"key": "aws:ecs:serviceName", "value": service["serviceName"]})
    return tags


def _body(answer):
    return json.loads(answer[2])
