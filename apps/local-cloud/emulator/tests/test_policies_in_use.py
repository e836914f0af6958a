"""Each policy that lets a service of AWS act on the account's behalf is missed where it is used."""

import json
import unittest

from ministack.services import cloudwatch_logs, efs, iam, kms, s3, sns

from tests.support import (
    ACCOUNT,
    ROOT,
    alb,
    call_cloudwatch,
    call_json,
    call_query,
    ec2,
    elasticache,
    make_key,
    policy,
    reset,
)

GROUP = f"arn:aws:logs:sa-east-1:{ACCOUNT}:log-group:lms"
FOR_LOGS = {
    "Effect": "Allow",
    "Principal": {"Service": "logs.sa-east-1.amazonaws.com"},
    "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
    "Resource": "*",
    "Condition": {"ArnEquals": {"kms:EncryptionContext:aws:logs:arn": [GROUP]}},
}


def put_policy(key, *statements):
    return call_json(kms, "PutKeyPolicy", KeyId=key, Policy=policy(*statements))


class PoliciesInUse(unittest.TestCase):
    def setUp(self):
        reset()
        for service in (cloudwatch_logs, efs, iam, kms, s3, sns):
            service.reset()


class LogGroupKey(PoliciesInUse):
    def test_is_refused_that_does_not_admit_cloudwatch_logs(self):
        status, answer = call_json(cloudwatch_logs, "CreateLogGroup", logGroupName="lms", kmsKeyId=make_key())
        self.assertEqual((400, "AccessDeniedException"), (status, answer["__type"]))
        self.assertIn(f"is not allowed to be used with Arn '{GROUP}'", answer["message"])

    def test_is_refused_for_another_log_group(self):
        key = make_key(FOR_LOGS)
        self.assertEqual(200, call_json(cloudwatch_logs, "CreateLogGroup", logGroupName="lms", kmsKeyId=key)[0])
        self.assertEqual(400, call_json(cloudwatch_logs, "CreateLogGroup", logGroupName="other", kmsKeyId=key)[0])

    def test_is_asked_whenever_lines_are_written_or_read(self):
        key = make_key(FOR_LOGS)
        stream = {"logGroupName": "lms", "logStreamName": "task"}
        events = stream | {"logEvents": [{"timestamp": 1, "message": "hello"}]}
        call_json(cloudwatch_logs, "CreateLogGroup", logGroupName="lms", kmsKeyId=key)
        call_json(cloudwatch_logs, "CreateLogStream", **stream)
        use = [("PutLogEvents", events), ("GetLogEvents", stream), ("FilterLogEvents", {"logGroupName": "lms"})]
        self.assertEqual([200] * 3, [call_json(cloudwatch_logs, action, **fields)[0] for action, fields in use])
        put_policy(key, ROOT)
        self.assertEqual([400] * 3, [call_json(cloudwatch_logs, action, **fields)[0] for action, fields in use])


class Keys(PoliciesInUse):
    def test_a_policy_that_locks_the_account_out_is_refused(self):
        answer = call_json(kms, "CreateKey", Policy=policy(FOR_LOGS))[1]
        self.assertEqual("MalformedPolicyDocumentException", answer["__type"])
        key = make_key()
        self.assertEqual(400, put_policy(key, FOR_LOGS)[0])
        self.assertEqual(200, put_policy(key, ROOT, FOR_LOGS)[0])

    def test_a_file_system_needs_a_grant(self):
        change_policy_only = ROOT | {"Action": "kms:PutKeyPolicy"}
        key = make_key()
        for statement, status in [(ROOT, 201), (change_policy_only, 403)]:
            put_policy(key, statement)
            self.assertEqual(status, efs._create_file_system({"CreationToken": str(status), "KmsKeyId": key})[0])

    def test_a_replication_group_needs_a_grant(self):
        key = make_key()
        put_policy(key, ROOT | {"Action": "kms:PutKeyPolicy"})
        with self.assertRaisesRegex(AssertionError, "InvalidKMSKeyFault"):
            group = {"ReplicationGroupId": "g", "ReplicationGroupDescription": "d", "KmsKeyId": key}
            call_query(elasticache, "CreateReplicationGroup", **group)

    def test_a_disabled_key_is_of_no_use(self):
        key = make_key(FOR_LOGS)
        call_json(kms, "DisableKey", KeyId=key)
        self.assertEqual(400, call_json(cloudwatch_logs, "CreateLogGroup", logGroupName="lms", kmsKeyId=key)[0])


class AlarmActions(PoliciesInUse):
    ALARM = f"arn:aws:cloudwatch:sa-east-1:{ACCOUNT}:alarm:*"
    FROM_ALARMS = {"ArnLike": {"aws:SourceArn": ALARM}, "StringEquals": {"aws:SourceAccount": ACCOUNT}}
    BY_CLOUDWATCH = {"Principal": {"Service": "cloudwatch.amazonaws.com"}, "Condition": FROM_ALARMS}
    FOR_ALARMS = BY_CLOUDWATCH | {"Effect": "Allow", "Resource": "*"}
    USE_KEY = FOR_ALARMS | {"Action": ["kms:Decrypt", "kms:GenerateDataKey*"]}
    PUBLISH = FOR_ALARMS | {"Action": "sns:Publish"}

    def history(self, key_statements, topic_statements):
        topic = call_query(sns, "CreateTopic", Name="alarms").partition("<TopicArn>")[2].partition("<")[0]
        attributes = {"KmsMasterKeyId": make_key(*key_statements), "Policy": policy(*topic_statements)}
        for name, value in attributes.items():
            call_query(sns, "SetTopicAttributes", TopicArn=topic, AttributeName=name, AttributeValue=value)
        call_cloudwatch(
            "PutMetricAlarm",
            AlarmName="cpu",
            MetricName="m",
            Namespace="n",
            Statistic="Average",
            Period=60,
            EvaluationPeriods=1,
            Threshold=1,
            ComparisonOperator="GreaterThanThreshold",
            AlarmActions=[topic],
        )
        call_cloudwatch("SetAlarmState", AlarmName="cpu", StateValue="ALARM", StateReason="tried")
        items = call_cloudwatch("DescribeAlarmHistory", AlarmName="cpu", HistoryItemType="Action")["AlarmHistoryItems"]
        return [item["HistorySummary"] for item in items]

    def test_notify_a_topic_that_admits_them(self):
        [said] = self.history([self.USE_KEY], [self.PUBLISH])
        self.assertRegex(said, "^Successfully executed action arn:aws:sns:sa-east-1:[0-9]+:alarms$")

    def test_are_refused_by_the_topic_s_key(self):
        [said] = self.history([], [self.PUBLISH])
        self.assertIn("CloudWatch Alarms does not have authorization to access the SNS topic encryption key", said)

    def test_are_refused_by_the_topic_s_policy(self):
        other = self.PUBLISH | {"Condition": {"StringEquals": {"aws:SourceAccount": "999999999999"}}}
        [said] = self.history([self.USE_KEY], [other])
        self.assertIn("is not authorized to perform: SNS:Publish on resource", said)


class AccessLogs(PoliciesInUse):
    def switch_on(self, *statements):
        s3._buckets["logs"] = {}
        s3._bucket_policies["logs"] = policy(*statements)
        self.addCleanup(s3.reset)
        arn = call_query(alb, "CreateLoadBalancer", Name="l").partition("<LoadBalancerArn>")[2].partition("<")[0]
        members = {}
        for number, (name, value) in enumerate([("enabled", "true"), ("bucket", "logs")], start=1):
            members[f"Attributes.member.{number}.Key"] = f"access_logs.s3.{name}"
            members[f"Attributes.member.{number}.Value"] = value
        return call_query(alb, "ModifyLoadBalancerAttributes", LoadBalancerArn=arn, **members)

    def write(self, account):
        resource = f"arn:aws:s3:::logs/AWSLogs/{ACCOUNT}/*"
        principal = {"AWS": f"arn:aws:iam::{account}:root"}
        return {"Effect": "Allow", "Principal": principal, "Action": "s3:PutObject", "Resource": resource}

    def test_need_a_bucket_that_admits_the_region_s_load_balancers(self):
        self.assertIn("access_logs.s3.enabled", self.switch_on(self.write("507241528517")))

    def test_are_refused_by_one_that_admits_another_account(self):
        with self.assertRaisesRegex(AssertionError, "Access Denied for bucket: logs. Please check S3bucket permission"):
            self.switch_on(self.write("127311923021"))


class FlowLogs(PoliciesInUse):
    TRUST = {"Effect": "Allow", "Principal": {"Service": "vpc-flow-logs.amazonaws.com"}, "Action": "sts:AssumeRole"}
    WRITE = {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": f"{GROUP}:*"}

    def status(self, trust, statement):
        call_json(cloudwatch_logs, "CreateLogGroup", logGroupName="lms", kmsKeyId=make_key(FOR_LOGS))
        call_query(iam, "CreateRole", RoleName="flow", AssumeRolePolicyDocument=policy(trust))
        call_query(iam, "PutRolePolicy", RoleName="flow", PolicyName="p", PolicyDocument=policy(statement))
        call_query(
            ec2,
            "CreateFlowLogs",
            **{"ResourceId.1": "vpc-1", "ResourceType": "VPC", "TrafficType": "ALL", "LogDestination": GROUP},
            LogDestinationType="cloud-watch-logs",
            DeliverLogsPermissionArn=f"arn:aws:iam::{ACCOUNT}:role/flow",
        )
        return call_query(ec2, "DescribeFlowLogs").partition("<deliverLogsStatus>")[2].partition("<")[0]

    def test_arrive_where_the_role_may_write_them(self):
        self.assertEqual("SUCCESS", self.status(self.TRUST, self.WRITE))

    def test_do_not_arrive_without_the_permission(self):
        self.assertEqual("FAILED", self.status(self.TRUST, self.WRITE | {"Action": "logs:CreateLogStream"}))

    def test_do_not_arrive_where_the_role_trusts_somebody_else(self):
        other = self.TRUST | {"Principal": {"Service": "ec2.amazonaws.com"}}
        self.assertEqual("FAILED", self.status(other, self.WRITE))


if __name__ == "__main__":
    unittest.main()
