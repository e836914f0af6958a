"""What the AWS provider revokes and reads back of endpoints and rules."""

import re

from ministack.services import ec2

from .patching import wrap


# ministack forgets an interface endpoint's security groups and private DNS.
@wrap(ec2._ACTION_MAP, "CreateVpcEndpoint")
def _create_vpc_endpoint(original, params):
    status, headers, body = original(params)
    if status == 200:
        text = body if isinstance(body, str) else body.decode()
        endpoint = ec2._vpc_endpoints[re.search(r"vpce-\w+", text).group()]
        endpoint["SecurityGroupIds"] = ec2._parse_member_list(params, "SecurityGroupId")
        endpoint["PrivateDnsEnabled"] = ec2._p(params, "PrivateDnsEnabled").lower() == "true"
        body = ec2._xml(200, "CreateVpcEndpointResponse", ec2._vpce_fields_xml(endpoint, tag="vpcEndpoint"))[2]
    return status, headers, body


@wrap(ec2._ACTION_MAP, "ModifyVpcEndpoint")
def _modify_vpc_endpoint(original, params):
    answer = original(params)
    endpoint = ec2._vpc_endpoints.get(ec2._p(params, "VpcEndpointId"))
    if answer[0] == 200 and endpoint:
        removed = ec2._parse_member_list(params, "RemoveSecurityGroupId")
        kept = [group for group in endpoint.get("SecurityGroupIds", []) if group not in removed]
        endpoint["SecurityGroupIds"] = kept + ec2._parse_member_list(params, "AddSecurityGroupId")
        if ec2._p(params, "PrivateDnsEnabled"):
            endpoint["PrivateDnsEnabled"] = ec2._p(params, "PrivateDnsEnabled").lower() == "true"
    return answer


@wrap(ec2, "_vpce_fields_xml")
def _vpce_fields_xml(original, endpoint, tag="item"):
    groups = "".join(
        f"<item><groupId>{group}</groupId><groupName/></item>" for group in endpoint.get("SecurityGroupIds", [])
    )
    private_dns = str(endpoint.get("PrivateDnsEnabled", False)).lower()
    head, closing, tail = original(endpoint, tag).rpartition(f"</{tag}>")
    return f"{head}<groupSet>{groups}</groupSet><privateDnsEnabled>{private_dns}</privateDnsEnabled>{closing}{tail}"


# EC2 API reference, "IpPermission": for protocol -1 ports mean nothing. ministack compares them, so that Terraform's revocation
# of a new group's default egress rule (ports 0 to 0) leaves that rule: every group would let everything out.
@wrap(ec2, "_parse_ip_permissions")
def _parse_ip_permissions(original, params, prefix):
    rules = original(params, prefix)
    for rule in rules:
        if rule["IpProtocol"] == "-1":
            rule.pop("FromPort", None)
            rule.pop("ToPort", None)
    return rules


# A rule equal to the default egress rule exists already, and ministack drops the tags of the request.
@wrap(ec2._ACTION_MAP, "AuthorizeSecurityGroupEgress")
def _authorize_egress(original, params):
    answer = original(params)
    tags = ec2._sg_rule_tag_specifications(params)
    if answer[0] == 200 and tags:
        for rule in ec2._parse_ip_permissions(params, "IpPermissions"):
            ec2._tags[ec2._sg_rule_id(ec2._p(params, "GroupId"), True, rule)] = list(tags)
    return answer
