import asyncio
import unittest
from urllib.parse import urlencode

from tests.support import call_query, ec2, reset, verb

DATABASE = {"vpcId": "vpc-d", "cidrBlock": "10.1.0.0/16", "routeTableIds": ["rtb-d"], "securityGroupId": "sg-d"}


def value(text, tag):
    return text.partition(f"<{tag}>")[2].partition("<")[0]


def refused(action, **fields):
    """The error code of a call that has to fail."""
    form = urlencode({"Action": action, **fields}).encode()
    status, _headers, body = asyncio.run(ec2.handle_request("POST", "/", {}, form, {}))
    text = body if isinstance(body, str) else body.decode()
    assert status == 400, text
    return value(text, "Code")


class PeeringTest(unittest.TestCase):
    def setUp(self):
        reset()
        verb("database-network", subnetId="subnet-d", **DATABASE)
        self.vpc = value(call_query(ec2, "CreateVpc", CidrBlock="10.0.0.0/16"), "vpcId")
        self.group = value(
            call_query(ec2, "CreateSecurityGroup", GroupName="tasks", GroupDescription="d", VpcId=self.vpc), "groupId"
        )

    def peer(self, accept=True, **vpcs):
        created = call_query(ec2, "CreateVpcPeeringConnection", **{"VpcId": self.vpc, "PeerVpcId": "vpc-d", **vpcs})
        peering = value(created, "vpcPeeringConnectionId")
        if accept:
            call_query(ec2, "AcceptVpcPeeringConnection", VpcPeeringConnectionId=peering)
        return peering

    def described(self, peering):
        return call_query(ec2, "DescribeVpcPeeringConnections", **{"VpcPeeringConnectionId.1": peering})

    def rule_to_database(self):
        permission = {"IpProtocol": "tcp", "FromPort": "5432", "ToPort": "5432", "Groups.1.GroupId": self.group}
        return {f"IpPermissions.1.{name}": text for name, text in permission.items()}

    def test_the_database_s_network_has_the_ids_and_the_range_that_the_stage_gives(self):
        subnet = call_query(ec2, "DescribeSubnets", **{"SubnetId.1": "subnet-d"})
        self.assertEqual(("vpc-d", "10.1.0.0/16"), (value(subnet, "vpcId"), value(subnet, "cidrBlock")))
        table = call_query(ec2, "DescribeRouteTables", **{"RouteTableId.1": "rtb-d"})
        self.assertIn("<subnetId>subnet-d</subnetId>", table)
        for attribute in ("enableDnsSupport", "enableDnsHostnames"):
            told = call_query(ec2, "DescribeVpcAttribute", VpcId="vpc-d", Attribute=attribute)
            self.assertIn("<value>true</value>", told)

    def test_terraform_reads_its_dns_option_back_from_the_side_that_has_it(self):
        peering = self.peer()
        option = {"AccepterPeeringConnectionOptions.AllowDnsResolutionFromRemoteVpc": "true"}
        call_query(ec2, "ModifyVpcPeeringConnectionOptions", VpcPeeringConnectionId=peering, **option)
        requester, _, accepter = self.described(peering).partition("</requesterVpcInfo>")
        self.assertEqual("false", value(requester, "allowDnsResolutionFromRemoteVpc"))
        self.assertEqual("true", value(accepter, "allowDnsResolutionFromRemoteVpc"))

    def test_an_option_waits_until_the_peering_is_accepted(self):
        peering = self.peer(accept=False)
        code = refused("ModifyVpcPeeringConnectionOptions", VpcPeeringConnectionId=peering)
        self.assertEqual("OperationNotPermitted", code)

    def test_vpcs_with_equal_addresses_are_not_peered(self):
        same = value(call_query(ec2, "CreateVpc", CidrBlock="10.1.2.0/24"), "vpcId")
        self.assertIn("<code>failed</code>", self.described(self.peer(accept=False, VpcId=same)))

    def test_a_vpc_that_is_not_there_is_not_peered(self):
        code = refused("CreateVpcPeeringConnection", VpcId=self.vpc, PeerVpcId="vpc-0")
        self.assertEqual("InvalidVpcID.NotFound", code)

    def test_a_rule_names_a_group_of_another_vpc_only_while_a_peering_leads_there(self):
        rule = {"GroupId": "sg-d", **self.rule_to_database()}
        self.assertEqual("InvalidGroup.NotFound", refused("AuthorizeSecurityGroupIngress", **rule))
        peering = self.peer(accept=False)
        self.assertEqual("InvalidGroup.NotFound", refused("AuthorizeSecurityGroupIngress", **rule))
        call_query(ec2, "AcceptVpcPeeringConnection", VpcPeeringConnectionId=peering)
        call_query(ec2, "AuthorizeSecurityGroupIngress", **rule)

    def test_a_rule_names_no_group_that_is_not_there(self):
        rule = {**self.rule_to_database(), "IpPermissions.1.Groups.1.GroupId": "sg-0"}
        self.assertEqual(
            "InvalidGroup.NotFound", refused("AuthorizeSecurityGroupEgress", GroupId=self.group, **rule)
        )

    def test_a_route_leads_through_another_peering_when_it_is_replaced(self):
        route = {"RouteTableId": "rtb-d", "DestinationCidrBlock": "10.0.0.0/16"}
        call_query(ec2, "CreateRoute", VpcPeeringConnectionId="pcx-1", **route)
        call_query(ec2, "ReplaceRoute", VpcPeeringConnectionId="pcx-2", **route)
        table = call_query(ec2, "DescribeRouteTables", **{"RouteTableId.1": "rtb-d"})
        self.assertIn("pcx-2", table)
        self.assertNotIn("pcx-1", table)


if __name__ == "__main__":
    unittest.main()
