"""Targets are what the local cloud's load balancer really has, in the health that it really sees."""

from xml.sax.saxutils import escape

from ministack.services import alb

from internal_api import Refused, verb

from .patching import replace


@verb("target-health")
def target_health(*, targetGroupArn, targets):
    """Replaces the targets: {id, port, state, reason?, description?, availabilityZone?} each."""
    if targetGroupArn not in alb._tgs:
        raise Refused(f"no target group {targetGroupArn}")
    alb._targets[targetGroupArn] = [
        {
            "Id": target["id"],
            "Port": target["port"],
            "AvailabilityZone": target.get("availabilityZone"),
            "Health": {
                "State": target["state"],
                "Reason": target.get("reason"),
                "Description": target.get("description"),
            },
        }
        for target in targets
    ]


# ministack calls every registered target healthy.
@replace(alb._ACTION_MAP, "DescribeTargetHealth")
def _describe_target_health(params):
    arn = alb._p(params, "TargetGroupArn")
    if arn not in alb._tgs:
        return alb._error("TargetGroupNotFound", f"Target group '{arn}' not found.")
    wanted = {target["Id"] for target in alb._parse_targets_param(params)}
    targets = [target for target in alb._targets.get(arn, []) if not wanted or target["Id"] in wanted]
    members = "".join(_target_xml(target, alb._tgs[arn].get("Port", 80)) for target in targets)
    return alb._xml(200, "DescribeTargetHealth", f"<TargetHealthDescriptions>{members}</TargetHealthDescriptions>")


def _target_xml(target, default_port):
    port = target.get("Port", default_port)
    described = {"Id": target["Id"], "Port": port, "AvailabilityZone": target.get("AvailabilityZone")}
    health = target.get("Health") or {"State": "initial", "Reason": "Elb.RegistrationInProgress"}
    return (
        f"<member><Target>{_elements(described)}</Target><HealthCheckPort>{port}</HealthCheckPort>"
        f"<TargetHealth>{_elements(health)}</TargetHealth></member>"
    )


def _elements(values):
    return "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in values.items() if value is not None)
