import unittest

from tests.support import alb, call_query, ec2, refusal, reset, verb


class TargetHealthTest(unittest.TestCase):
    def setUp(self):
        reset()
        created = call_query(alb, "CreateTargetGroup", Name="t", Protocol="HTTP", Port="8080", TargetType="ip")
        self.arn = created.partition("<TargetGroupArn>")[2].partition("<")[0]

    def test_targets_are_as_the_load_balancer_sees_them(self):
        sick = {
            "id": "127.10.1.1",
            "port": 8080,
            "state": "unhealthy",
            "reason": "Target.Timeout",
            "description": "<slow>",
        }
        verb(
            "target-health",
            targetGroupArn=self.arn,
            targets=[{"id": "127.10.0.1", "port": 8080, "state": "healthy"}, sick],
        )
        answer = call_query(alb, "DescribeTargetHealth", TargetGroupArn=self.arn)
        self.assertIn("<TargetHealth><State>healthy</State></TargetHealth>", answer)
        self.assertIn("<State>unhealthy</State><Reason>Target.Timeout</Reason><Description>&lt;slow&gt;", answer)

    def test_an_unknown_group_is_refused(self):
        self.assertIn("no target group", refusal("target-health", targetGroupArn="arn:none", targets=[]))


class LoadBalancerNodesTest(unittest.TestCase):
    def setUp(self):
        reset()
        vpc = _value(call_query(ec2, "CreateVpc", CidrBlock="10.0.0.0/16"), "vpcId")
        subnets = [
            _value(
                call_query(ec2, "CreateSubnet", VpcId=vpc, CidrBlock=f"10.0.{index}.0/24", AvailabilityZone=zone),
                "subnetId",
            )
            for index, zone in enumerate(("sa-east-1a", "sa-east-1b"))
        ]
        members = {f"Subnets.member.{number}": subnet for number, subnet in enumerate(subnets, start=1)}
        self.arn = _value(call_query(alb, "CreateLoadBalancer", Name="l", **members), "LoadBalancerArn")

    def test_each_subnet_is_in_its_zone(self):
        answer = call_query(alb, "DescribeLoadBalancers")
        self.assertIn("<ZoneName>sa-east-1b</ZoneName>", answer)
        self.assertNotIn("<IpAddress>", answer)

    def test_nodes_have_the_addresses_that_the_local_cloud_gives_them(self):
        verb("load-balancer-addresses", loadBalancerArn=self.arn, addresses={"sa-east-1b": "127.12.1.1"})
        zone = call_query(alb, "DescribeLoadBalancers").partition("<ZoneName>sa-east-1b</ZoneName>")[2]
        addresses = zone.partition("<LoadBalancerAddresses>")[2].partition("</LoadBalancerAddresses>")[0]
        self.assertEqual("<member><IpAddress>127.12.1.1</IpAddress></member>", addresses)

    def test_an_unknown_load_balancer_is_refused(self):
        self.assertIn("no load balancer", refusal("load-balancer-addresses", loadBalancerArn="arn:none", addresses={}))


def _value(answer, name):
    return answer.partition(f"<{name}>")[2].partition("<")[0]


if __name__ == "__main__":
    unittest.main()
