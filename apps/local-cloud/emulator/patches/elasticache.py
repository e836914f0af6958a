"""Replication groups with the addresses and roles of the local cloud's Redis, and what Terraform reads back."""

import re
import time

from ministack.services import elasticache

from internal_api import Refused, verb

from .patching import replace, wrap

_p = elasticache._p


def _find_group(replication_group_id):
    group = elasticache._replication_groups.get(replication_group_id)
    if not group:
        raise Refused(f"no replication group {replication_group_id}")
    return group


# It is `creating` until its Redis answers at the addresses that `redis-endpoints` gives: Terraform waits for that and
# hands the address on. ministack forgets key, port and zones, and names the members as in cluster mode.
@wrap(elasticache, "_create_replication_group")
def _create_replication_group(original, params):
    if _asked_user_groups(params) and not _asks_for_tls(params):
        return _users_need_tls()
    answer = original(params)
    if answer[0] != 200:
        return answer
    group = elasticache._replication_groups[_p(params, "ReplicationGroupId")]
    group["KmsKeyId"] = _p(params, "KmsKeyId")
    group["Status"] = "creating"
    group["NodeGroups"][0]["PrimaryEndpoint"]["Port"] = int(_p(params, "Port") or 6379)
    if not group["ClusterEnabled"]:
        _rename_members(group)
    zones = elasticache._extract_configs(params, "PreferredCacheClusterAZs", ("AvailabilityZone", "member"))
    group["_zones"] = zones
    for member, zone in zip(group["NodeGroups"][0]["NodeGroupMembers"], zones, strict=False):
        member["PreferredAvailabilityZone"] = zone
        elasticache._clusters[member["CacheClusterId"]]["PreferredAvailabilityZone"] = zone
    return elasticache._xml(
        200,
        "CreateReplicationGroupResponse",
        "<CreateReplicationGroupResult><ReplicationGroup>"
        f"{elasticache._rg_xml(group)}</ReplicationGroup></CreateReplicationGroupResult>",
    )


@wrap(elasticache, "_modify_replication_group")
def _modify_replication_group(original, params):
    group = elasticache._replication_groups.get(_p(params, "ReplicationGroupId"), {})
    if group.get("UserGroupIds") and "TransitEncryptionEnabled" in params and not _asks_for_tls(params):
        return _users_need_tls()
    return original(params)


def _asked_user_groups(params):
    return elasticache._extract_configs(params, "UserGroupIds", ("member", "UserGroupId"))


def _asks_for_tls(params):
    return _p(params, "TransitEncryptionEnabled").lower() == "true"


# ElastiCache User Guide, "Role-Based Access Control (RBAC)": user groups need encryption in transit. ministack takes both.
def _users_need_tls():
    return elasticache._error(
        "InvalidParameterCombination",
        "User group based access control requires encryption-in-transit to be enabled on the replication group.",
        400,
    )


def _rename_members(group):
    """`GROUP-001`, as AWS names them without cluster mode; alarms and dashboards know the members by name."""
    for number, member in enumerate(group["NodeGroups"][0]["NodeGroupMembers"], start=1):
        cluster = elasticache._clusters.pop(member["CacheClusterId"])
        tags = elasticache._tags.pop(cluster["CacheClusterArn"], [])
        member["CacheClusterId"] = cluster["CacheClusterId"] = f"{group['ReplicationGroupId']}-{number:03d}"
        cluster["CacheClusterArn"] = elasticache._arn_cluster(cluster["CacheClusterId"])
        elasticache._clusters[cluster["CacheClusterId"]] = cluster
        elasticache._tags[cluster["CacheClusterArn"]] = tags
    group["MemberClusters"] = [member["CacheClusterId"] for member in group["NodeGroups"][0]["NodeGroupMembers"]]


# ministack names new members as in cluster mode, puts them into the first zone, and may take the primary away.
@replace(vars(elasticache), "_increase_replica_count")
@replace(vars(elasticache), "_decrease_replica_count")
def _change_replica_count(params):
    group = elasticache._replication_groups.get(_p(params, "ReplicationGroupId"))
    if not group:
        return elasticache._error("ReplicationGroupNotFoundFault", "Replication group not found", 404)
    _set_replicas(group, int(_p(params, "NewReplicaCount")))
    action = _p(params, "Action")
    return elasticache._xml(
        200,
        f"{action}Response",
        f"<{action}Result><ReplicationGroup>{elasticache._rg_xml(group)}</ReplicationGroup></{action}Result>",
    )


def _set_replicas(group, count):
    node_group = group["NodeGroups"][0]
    members = sorted(node_group["NodeGroupMembers"], key=lambda member: member["CurrentRole"] != "primary")
    for member in members[count + 1 :]:
        del elasticache._clusters[member["CacheClusterId"]]
    members = sorted(members[: count + 1], key=lambda member: member["CacheClusterId"])
    while len(members) < count + 1:
        members.append(_new_replica(group, members))
    node_group["NodeGroupMembers"] = members
    group["MemberClusters"] = [member["CacheClusterId"] for member in members]


def _new_replica(group, members):
    """Like another member, in a zone that has none yet."""
    taken = {member["CacheClusterId"] for member in members}
    numbers = (f"{group['ReplicationGroupId']}-{number:03d}" for number in range(1, len(members) + 2))
    name = next(name for name in numbers if name not in taken)
    used = {member["PreferredAvailabilityZone"] for member in members}
    zone = next((zone for zone in group["_zones"] if zone not in used), members[0]["PreferredAvailabilityZone"])
    changes = {"CacheClusterId": name, "PreferredAvailabilityZone": zone}
    cluster = elasticache._clusters[members[0]["CacheClusterId"]]
    elasticache._clusters[name] = {**cluster, **changes, "CacheClusterArn": elasticache._arn_cluster(name)}
    return {**members[0], **changes, "CurrentRole": "replica"}


@wrap(elasticache, "_rg_xml")
def _rg_xml(original, group):
    key = f"<KmsKeyId>{group['KmsKeyId']}</KmsKeyId>" if group.get("KmsKeyId") else ""
    return original(group) + key


# ministack reads only the older `Passwords`; Terraform sends and reads back the mode.
@wrap(elasticache, "_create_user")
@wrap(elasticache, "_modify_user")
def _with_authentication_mode(original, params):
    answer = original(params)
    mode = _p(params, "AuthenticationMode.Type")
    if answer[0] == 200 and mode:
        passwords = [_p(params, f"AuthenticationMode.Passwords.member.{index}") for index in (1, 2)]
        elasticache._users[_p(params, "UserId")]["Authentication"] = {
            "Type": "no-password" if mode == "no-password-required" else mode,
            "PasswordCount": sum(map(bool, passwords)),
        }
    return answer


# ministack ignores `Source`, so that Terraform takes every default for a setting of ours.
@wrap(elasticache, "_describe_cache_parameters")
def _describe_cache_parameters(original, params):
    status, headers, body = original(params)
    source = f"<Source>{_p(params, 'Source')}</Source>"
    if status == 200 and _p(params, "Source"):
        body = re.sub(
            r"<Parameter>.*?</Parameter>",
            lambda parameter: parameter.group() if source in parameter.group() else "",
            body.decode(),
            flags=re.DOTALL,
        ).encode()
    return status, headers, body


# Dates are epoch seconds in ministack's XML, which no SDK reads.
@wrap(elasticache, "_describe_events")
def _describe_events(original, params):
    status, headers, body = original(params)
    text = re.sub(
        r"<Date>([\d.]+)</Date>",
        lambda date: time.strftime("<Date>%Y-%m-%dT%H:%M:%SZ</Date>", time.gmtime(float(date.group(1)))),
        body.decode(),
    )
    return status, headers, text.encode()


# ministack has no TestFailover. The roles change when the local cloud says so, by `redis-role`.
@wrap(elasticache, "handle_request")
async def _handle_request(original, method, path, headers, body, query_params):
    params = {**query_params, **elasticache.parse_qs(body.decode())}
    if _p(params, "Action") == "TestFailover":
        return _test_failover(params)
    return await original(method, path, headers, body, query_params)


def _test_failover(params):
    group = elasticache._replication_groups.get(_p(params, "ReplicationGroupId"))
    if not group:
        return elasticache._error("ReplicationGroupNotFoundFault", "Replication group not found", 404)
    node_group = next((g for g in group["NodeGroups"] if g["NodeGroupId"] == _p(params, "NodeGroupId")), None)
    if not node_group:
        return elasticache._error("NodeGroupNotFoundFault", "Node group not found", 404)
    if group["Status"] != "available":
        return elasticache._error("InvalidReplicationGroupState", "Replication group is not available", 400)
    if group["AutomaticFailover"] != "enabled":
        return elasticache._error("InvalidParameterCombination", "Automatic failover is not enabled", 400)
    group["Status"] = node_group["Status"] = "modifying"
    elasticache._record_event(
        group["ReplicationGroupId"],
        "replication-group",
        f"Test Failover API called for node group {node_group['NodeGroupId']}",
    )
    return elasticache._xml(
        200,
        "TestFailoverResponse",
        f"<TestFailoverResult><ReplicationGroup>{elasticache._rg_xml(group)}</ReplicationGroup></TestFailoverResult>",
    )


@verb("redis-endpoints")
def redis_endpoints(*, replicationGroupId, primary, reader, nodes):
    """Addresses {address, port}; `nodes` has one by CacheClusterId for each member. The group becomes available."""
    group = _find_group(replicationGroupId)
    if set(nodes) != set(group["MemberClusters"]):
        raise Refused(f"nodes must name {', '.join(group['MemberClusters'])}")
    node_group = group["NodeGroups"][0]
    node_group["PrimaryEndpoint"] = _endpoint(primary)
    node_group["ReaderEndpoint"] = _endpoint(reader)
    for member in node_group["NodeGroupMembers"]:
        member["ReadEndpoint"] = _endpoint(nodes[member["CacheClusterId"]])
        elasticache._publish_endpoint(elasticache._clusters[member["CacheClusterId"]], *member["ReadEndpoint"].values())
    if group["Status"] == "creating":
        group["Status"] = "available"


def _endpoint(endpoint):
    return {"Address": endpoint["address"], "Port": endpoint["port"]}


@verb("redis-role")
def redis_role(*, replicationGroupId, primary):
    """The member with that CacheClusterId is the primary now; ends what TestFailover began."""
    group = _find_group(replicationGroupId)
    node_group = group["NodeGroups"][0]
    before = next(m["CacheClusterId"] for m in node_group["NodeGroupMembers"] if m["CurrentRole"] == "primary")
    if primary not in group["MemberClusters"]:
        raise Refused(f"primary must be one of {', '.join(group['MemberClusters'])}")
    for member in node_group["NodeGroupMembers"]:
        member["CurrentRole"] = "primary" if member["CacheClusterId"] == primary else "replica"
    group["Status"] = node_group["Status"] = "available"
    if primary != before:
        elasticache._record_event(
            replicationGroupId,
            "replication-group",
            f"Failover from primary node {before} to replica node {primary} completed",
        )

