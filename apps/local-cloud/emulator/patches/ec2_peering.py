"""The VPC that the existing database is in, and the peering that leads to it."""

import ipaddress
import re

from ministack.services import ec2

from internal_api import verb

from .patching import replace, wrap

ZONE_OF_THE_DATABASE = "a"


@verb("database-network")
def database_network(*, vpcId, cidrBlock, routeTableIds, securityGroupId, subnetId):
    """The network of the existing database under the ids that the stage gives: one subnet, which has the whole range."""
    owner, region = ec2.get_account_id(), ec2.get_region()
    local = {"DestinationCidrBlock": cidrBlock, "GatewayId": "local", "State": "active", "Origin": "CreateRouteTable"}
    for number, table in enumerate(routeTableIds):
        association = {"RouteTableAssociationId": f"rtbassoc-{table[4:]}", "RouteTableId": table}
        association |= {"Main": False, "SubnetId": subnetId} if number == 0 else {"Main": False}
        ec2._route_tables[table] = {
            "RouteTableId": table,
            "VpcId": vpcId,
            "OwnerId": owner,
            "Routes": [dict(local)],
            "Associations": [association],
        }
    ec2._subnets[subnetId] = {
        "SubnetId": subnetId,
        "VpcId": vpcId,
        "CidrBlock": cidrBlock,
        "AvailabilityZone": f"{region}{ZONE_OF_THE_DATABASE}",
        "AvailabilityZoneId": ec2._az_id_for_zone_name(f"{region}{ZONE_OF_THE_DATABASE}"),
        "AvailableIpAddressCount": ipaddress.ip_network(cidrBlock).num_addresses - 5,
        "State": "available",
        "DefaultForAz": False,
        "MapPublicIpOnLaunch": False,
        "OwnerId": owner,
    }
    ec2._security_groups[securityGroupId] = {
        "GroupId": securityGroupId,
        "GroupName": "existing-database",
        "Description": "The database's own",
        "VpcId": vpcId,
        "OwnerId": owner,
        "IpPermissions": [],
        "IpPermissionsEgress": [],
    }
    ec2._vpcs[vpcId] = {
        "VpcId": vpcId,
        "CidrBlock": cidrBlock,
        "State": "available",
        "IsDefault": False,
        "DhcpOptionsId": "dopt-00000001",
        "InstanceTenancy": "default",
        "OwnerId": owner,
        "EnableDnsSupport": True,
        "EnableDnsHostnames": True,
    }


# ministack peers VPCs that do not exist, and those with equal addresses (VPC peering guide, "Create a VPC peering connection").
@wrap(ec2._ACTION_MAP, "CreateVpcPeeringConnection")
def _create_vpc_peering_connection(original, params):
    sides = [ec2._p(params, "VpcId"), ec2._p(params, "PeerVpcId")]
    for vpc in sides:
        if vpc not in ec2._vpcs:
            return ec2._error("InvalidVpcID.NotFound", f"The vpc ID '{vpc}' does not exist", 400)
    answer = original(params)
    one, other = (ipaddress.ip_network(ec2._vpcs[vpc]["CidrBlock"]) for vpc in sides)
    if one.overlaps(other):
        peering = ec2._vpc_peering[re.search(r"pcx-\w+", _text(answer)).group()]
        ec2._set_vpc_peering_status(peering, "failed", "Failed due to overlapping CIDR")
    return answer


# ministack does not know the options of a peering (EC2 API reference, "ModifyVpcPeeringConnectionOptions").
def _modify_vpc_peering_connection_options(params):
    peering_id = ec2._p(params, "VpcPeeringConnectionId")
    peering = ec2._vpc_peering.get(peering_id)
    if peering is None:
        message = f"The VPC peering connection '{peering_id}' does not exist"
        return ec2._error("InvalidVpcPeeringConnectionID.NotFound", message, 400)
    if peering["Status"]["Code"] != "active":
        message = f"Peering {peering_id} is not active. Peering options can be added only to active peerings."
        return ec2._error("OperationNotPermitted", message, 400)
    for side in ("Requester", "Accepter"):
        wanted = ec2._p(params, f"{side}PeeringConnectionOptions.AllowDnsResolutionFromRemoteVpc")
        if wanted:
            peering[f"{side}VpcInfo"]["AllowDns"] = wanted.lower()
    options = "".join(
        f"<{side.lower()}PeeringConnectionOptions>{_options_xml(peering, side)}</{side.lower()}PeeringConnectionOptions>"
        for side in ("Requester", "Accepter")
    )
    return ec2._xml(200, "ModifyVpcPeeringConnectionOptionsResponse", options)


ec2._ACTION_MAP["ModifyVpcPeeringConnectionOptions"] = _modify_vpc_peering_connection_options


@wrap(ec2._ACTION_MAP, "DescribeVpcPeeringConnections")
def _describe_vpc_peering_connections(original, params):
    def with_options(match):
        peering = ec2._vpc_peering[match["id"]]
        text = match.group()
        for side in ("Requester", "Accepter"):
            vpc = ec2._vpcs.get(peering[f"{side}VpcInfo"]["VpcId"], {})
            more = f"<cidrBlock>{vpc.get('CidrBlock', '')}</cidrBlock>"
            more += f"<peeringOptions>{_options_xml(peering, side)}</peeringOptions>"
            text = text.replace(f"</{side.lower()}VpcInfo>", f"{more}</{side.lower()}VpcInfo>")
        return text

    answer = original(params)
    described = r"<vpcPeeringConnectionId>(?P<id>pcx-\w+)</vpcPeeringConnectionId>.*?</accepterVpcInfo>"
    return answer[0], answer[1], re.sub(described, with_options, _text(answer), flags=re.DOTALL).encode()


def _options_xml(peering, side):
    allowed = peering[f"{side}VpcInfo"].get("AllowDns", "false")
    return f"<allowDnsResolutionFromRemoteVpc>{allowed}</allowDnsResolutionFromRemoteVpc>"


# ministack knows no target of a replaced route but gateways and instances.
@replace(ec2._ACTION_MAP, "ReplaceRoute")
def _replace_route(params):
    table = ec2._route_tables.get(ec2._p(params, "RouteTableId"), {})
    destination = ec2._p(params, "DestinationCidrBlock")
    if all(route.get("DestinationCidrBlock") != destination for route in table.get("Routes", [])):
        message = f"There is no route defined for '{destination}' in the route table."
        return ec2._error("InvalidParameterValue", message, 400)
    ec2._delete_route(params)
    ec2._create_route(params)
    return ec2._xml(200, "ReplaceRouteResponse", "<return>true</return>")


# ministack lets a rule name a group that no peering leads to (VPC peering guide, "Update your security groups to reference peer
# security groups").
def _within_reach(original, params):
    group = ec2._security_groups.get(ec2._p(params, "GroupId"))
    for rule in ec2._parse_ip_permissions(params, "IpPermissions"):
        for pair in filter(lambda pair: "GroupId" in pair, rule["UserIdGroupPairs"]):
            peer = ec2._security_groups.get(pair["GroupId"])
            if peer is None:
                message = f"The security group '{pair['GroupId']}' does not exist"
                return ec2._error("InvalidGroup.NotFound", message, 400)
            if group and not _connected(group["VpcId"], peer["VpcId"]):
                message = "You have specified two resources that belong to different networks."
                return ec2._error("InvalidGroup.NotFound", message, 400)
    return original(params)


for action in ("AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress"):
    wrap(ec2._ACTION_MAP, action)(_within_reach)


def _connected(one, other):
    return one == other or any(
        {peering["RequesterVpcInfo"]["VpcId"], peering["AccepterVpcInfo"]["VpcId"]} == {one, other}
        for peering in ec2._vpc_peering.values()
        if peering["Status"]["Code"] == "active"
    )


def _text(answer):
    return answer[2] if isinstance(answer[2], str) else answer[2].decode()
