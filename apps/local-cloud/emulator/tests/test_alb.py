import unittest

from tests.support import alb, call_query, refusal, reset, verb


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


if __name__ == "__main__":
    unittest.main()
