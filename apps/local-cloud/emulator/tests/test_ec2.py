import unittest

from tests.support import call_query, ec2, reset

EVERYTHING = {
    "IpPermissions.1.IpProtocol": "-1",
    "IpPermissions.1.IpRanges.1.CidrIp": "0.0.0.0/0",
}


class SecurityGroupTest(unittest.TestCase):
    def setUp(self):
        reset()
        created = call_query(ec2, "CreateSecurityGroup", GroupName="g", GroupDescription="d")
        self.group = created.partition("<groupId>")[2].partition("<")[0]

    def egress(self):
        described = call_query(ec2, "DescribeSecurityGroups", **{"GroupId.1": self.group})
        return described.partition("<ipPermissionsEgress>")[2].partition("</ipPermissionsEgress>")[0]

    def test_terraform_takes_away_the_default_egress_rule(self):
        self.assertIn("0.0.0.0/0", self.egress())
        ports = {"IpPermissions.1.FromPort": "0", "IpPermissions.1.ToPort": "0"}
        call_query(ec2, "RevokeSecurityGroupEgress", GroupId=self.group, **EVERYTHING, **ports)
        self.assertEqual(self.egress(), "")

    def test_a_rule_for_all_protocols_has_no_ports(self):
        ports = {"IpPermissions.1.FromPort": "0", "IpPermissions.1.ToPort": "65535"}
        call_query(ec2, "AuthorizeSecurityGroupEgress", GroupId=self.group, **EVERYTHING, **ports)
        self.assertNotIn("fromPort", self.egress())
        self.assertEqual(self.egress().count("<item>"), 2)  # one rule, one range


if __name__ == "__main__":
    unittest.main()
