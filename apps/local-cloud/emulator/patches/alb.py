"""Targets and nodes are what the local cloud's load balancer really has, in the health that it really sees."""

from xml.sax.saxutils import escape

from ministack.services import alb, ec2

from internal_api import Refused, verb

from .patching import replace, wrap


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


@verb("load-balancer-addresses")
def load_balancer_addresses(*, loadBalancerArn, addresses):
    """Where the load balancer's nodes are: an address by zone."""
    if loadBalancerArn not in alb._lbs:
        raise Refused(f"no load balancer {loadBalancerArn}")
    alb._lbs[loadBalancerArn]["_addresses"] = addresses


# ministack puts every subnet of a load balancer into the region's first zone, and its nodes have no address.
@wrap(alb, "_lb_xml")
def _lb_xml(original, lb):
    zones = "".join(_zone_xml(subnet, lb.get("_addresses", {})) for subnet in lb.get("Subnets", []))
    before, _, rest = original(lb).partition("<AvailabilityZones>")
    return f"{before}<AvailabilityZones>{zones}</AvailabilityZones>{rest.partition('</AvailabilityZones>')[2]}"


def _zone_xml(subnet, addresses):
    zone = ec2._subnets.get(subnet, {}).get("AvailabilityZone", f"{alb.get_region()}a")
    address = f"<member>{_elements({'IpAddress': addresses[zone]})}</member>" if zone in addresses else ""
    return (
        f"<member>{_elements({'ZoneName': zone, 'SubnetId': subnet})}"
        f"<LoadBalancerAddresses>{address}</LoadBalancerAddresses></member>"
    )


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
