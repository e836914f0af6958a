import json
import os
import unittest
from urllib.parse import urlencode

import cbor2
from botocore.serialize import create_serializer

from request_check import amendments, protocols, service_models
from request_check.asgi import check
from request_check.protocols import Request

from .running import running_emulator


def sent(service, operation, parameters, protocol=None):
    """The request of AWS's own client, whatever it is asked to say."""
    model = service_models.service_of(service, "/").model.operation_model(operation)
    serializer = create_serializer(protocol or model.service_model.metadata["protocol"], include_validation=False)
    request = serializer.serialize_to_request(parameters, model)
    path, _, query = request["url_path"].partition("?")
    query = "&".join(filter(None, [query, urlencode(request["query_string"], doseq=True)]))
    headers = {name.lower(): str(value) for name, value in request["headers"].items()}
    body = request["body"]
    body = urlencode(body) if isinstance(body, dict) else body
    return Request(request["method"], path, query, headers, body.encode() if isinstance(body, str) else body)


def found(service, operation, parameters, protocol=None):
    """(member, rule, value) of each violation, of the operation that the request was taken for."""
    refusal = check(service, sent(service, operation, parameters, protocol))
    if refusal is None:
        return []
    assert refusal["operation"] == operation, refusal
    return [tuple(violation.values()) for violation in refusal["violations"]]


USER = {"UserId": "redis-user", "UserName": "redis-user", "Engine": "redis", "AccessString": "on ~* +@all"}


class PlantedTest(unittest.TestCase):
    """Faults that AWS would have been the first to tell."""

    def test_a_user_id_of_41_characters(self):
        self.assertEqual([], found("elasticache", "CreateUser", USER | {"UserId": "u" * 40}))
        rule = "Member must have length less than or equal to 40"
        self.assertEqual(
            [("UserId", rule, f'"{"u" * 41}"')], found("elasticache", "CreateUser", USER | {"UserId": "u" * 41})
        )

    def test_a_health_check_interval_of_301_seconds(self):
        group = {"Name": "lms", "HealthCheckIntervalSeconds": 300}
        self.assertEqual([], found("elasticloadbalancing", "CreateTargetGroup", group))
        rule = "Member must have value less than or equal to 300"
        self.assertEqual(
            [("HealthCheckIntervalSeconds", rule, "301")],
            found("elasticloadbalancing", "CreateTargetGroup", group | {"HealthCheckIntervalSeconds": 301}),
        )

    def test_an_unknown_enum(self):
        rule = "Member must satisfy enum value set: [dedicated, default, host]"
        vpc = {"CidrBlock": "10.0.0.0/16", "InstanceTenancy": "shared"}
        self.assertEqual([("InstanceTenancy", rule, '"shared"')], found("ec2", "CreateVpc", vpc))


class RulesTest(unittest.TestCase):
    def rules(self, *request):
        return [(member, rule) for member, rule, _ in found(*request)]

    def test_what_is_required_is_there(self):
        self.assertEqual(
            [("ServiceNamespace", "Member must not be null")],
            self.rules("application-autoscaling", "DescribeScalableTargets", {}),
        )

    def test_a_member_that_the_model_does_not_know(self):
        request = Request(
            "POST", "/", "", {"x-amz-target": "AmazonEC2ContainerServiceV20141113.ListTasks"}, b'{"clusterName": "x"}'
        )
        self.assertEqual(
            [{"member": "clusterName", "rule": "AWS's model knows no such member", "value": "(0 items)"}],
            check("ecs", request)["violations"],
        )

    def test_types(self):
        task = {"family": "lms", "containerDefinitions": [{"portMappings": [{"containerPort": "8080"}]}]}
        self.assertEqual(
            [("containerDefinitions[0].portMappings[0].containerPort", "Member must be of type integer")],
            self.rules("ecs", "RegisterTaskDefinition", task),
        )
        # Query has texts only: one that is no number is seen all the same.
        self.assertEqual(
            [("Port", "Member must be of type integer")],
            self.rules("elasticloadbalancing", "CreateTargetGroup", {"Name": "lms", "Port": "http"}),
        )

    def test_lengths_of_lists(self):
        tags = [{"Key": str(number), "Value": ""} for number in range(51)]
        self.assertEqual(
            [("Tags", "Member must have length less than or equal to 50")],
            self.rules("iam", "CreateRole", {"RoleName": "r", "AssumeRolePolicyDocument": "{}", "Tags": tags}),
        )

    def test_patterns_are_java_s_and_for_all_of_a_text(self):
        token = {"CreationToken": "t", "Tags": [{"Key": "matéria", "Value": "Ações 1"}]}
        self.assertEqual([], found("elasticfilesystem", "CreateFileSystem", token))
        for key in ["aws:x", "a!b"]:
            token["Tags"][0]["Key"] = key
            [(member, _rule)] = self.rules("elasticfilesystem", "CreateFileSystem", token)
            self.assertEqual("Tags[0].Key", member)

    def test_a_pattern_of_printable_characters(self):
        scaled = {"ServiceNamespace": "ecs", "ResourceId": "service/c/s", "ScalableDimension": "ecs:service:DesiredCount"}
        self.assertEqual([], found("application-autoscaling", "PutScalingPolicy", scaled | {"PolicyName": "burst 1"}))
        rule = r"Member must satisfy regular expression pattern: \p{Print}+"
        self.assertEqual(
            [("PolicyName", rule)], self.rules("application-autoscaling", "PutScalingPolicy", scaled | {"PolicyName": "é"})
        )

    def test_one_member_of_a_union(self):
        integration = {"integrationName": "i", "integrationType": "OPENSEARCH", "resourceConfig": {}}
        self.assertEqual(
            [("resourceConfig", "Exactly one of [openSearchResourceConfig] must be set")],
            self.rules("logs", "PutIntegration", integration),
        )

    def test_secrets_are_not_told(self):
        secret = {"Name": "db", "SecretString": "p" * 65_537}
        self.assertEqual("(sensitive)", found("secretsmanager", "CreateSecret", secret)[0][2])


class ProtocolsTest(unittest.TestCase):
    """Each protocol in which the local stage is asked: a valid request passes, a fault deep inside is found."""

    def test_json(self):
        self.assertEqual([], found("kms", "CreateAlias", {"AliasName": "alias/lms", "TargetKeyId": "k"}))
        alias = {"AliasName": "alias/a b", "TargetKeyId": "k"}
        self.assertEqual(["AliasName"], self.members("kms", "CreateAlias", alias))

    def test_query(self):
        attributes = {"Name": "alarms", "Attributes": {"KmsMasterKeyId": "k"}, "Tags": [{"Key": "k", "Value": "v"}]}
        self.assertEqual([], found("sns", "CreateTopic", attributes))
        attributes["Tags"][0]["Key"] = "k" * 129
        self.assertEqual(["Tags[0].Key"], self.members("sns", "CreateTopic", attributes))

    def test_ec2(self):
        tagged = {"CidrBlock": "10.0.0.0/16", "TagSpecifications": [{"ResourceType": "vpc", "Tags": [{"Key": "k"}]}]}
        self.assertEqual([], found("ec2", "CreateVpc", tagged))
        tagged["TagSpecifications"][0]["ResourceType"] = "cloud"
        self.assertEqual(["TagSpecifications[0].ResourceType"], self.members("ec2", "CreateVpc", tagged))

    def test_rest_json(self):
        target = {"FileSystemId": "fs-12345678", "SubnetId": "subnet-12345678", "SecurityGroups": ["sg-12345678"]}
        self.assertEqual([], found("elasticfilesystem", "CreateMountTarget", target))
        self.assertEqual(
            ["SecurityGroups[0]"],
            self.members("elasticfilesystem", "CreateMountTarget", target | {"SecurityGroups": ["group-12345678"]}),
        )
        # In the path and in the query, too.
        self.assertEqual(["FileSystemId"], self.members("elasticfilesystem", "DeleteFileSystem", {"FileSystemId": "x"}))
        self.assertEqual(
            ["MaxItems"], self.members("elasticfilesystem", "DescribeFileSystems", {"MaxItems": 0})
        )

    def test_rest_xml(self):
        def encryption(algorithm):
            rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": algorithm}, "BucketKeyEnabled": True}
            return {"Bucket": "logs", "ServerSideEncryptionConfiguration": {"Rules": [rule]}}

        self.assertEqual([], found("s3", "PutBucketEncryption", encryption("AES256")))
        self.assertEqual(
            ["ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault.SSEAlgorithm"],
            self.members("s3", "PutBucketEncryption", encryption("AES")),
        )

    def test_rest_operations_that_share_a_path(self):
        for operation, more in [
            ("PutObject", {"Key": "a/b", "Body": b"x"}),
            ("CopyObject", {"Key": "a/b", "CopySource": "logs/c"}),
            ("UploadPart", {"Key": "a/b", "PartNumber": 1, "UploadId": "u"}),
            ("PutBucketTagging", {"Tagging": {"TagSet": [{"Key": "k", "Value": "v"}]}}),
            ("PutBucketLifecycleConfiguration", {"LifecycleConfiguration": {"Rules": [{"Status": "Enabled"}]}}),
            ("PutObjectTagging", {"Key": "k", "Tagging": {"TagSet": []}}),
            ("ListObjectsV2", {}),
            ("CreateBucket", {}),
        ]:
            request = sent("s3", operation, {"Bucket": "logs"} | more)
            checked = service_models.service_of("s3", request.path)
            self.assertEqual(operation, protocols.read(checked.model, checked.routes, request)[0].name)

    def test_cbor_and_compressed(self):
        datum = {"MetricName": "m", "Value": 1.5, "StorageResolution": 1, "Unit": "Count"}
        metrics = {"Namespace": "LMS", "MetricData": [datum]}
        for protocol in ["smithy-rpc-v2-cbor", "json", "query"]:
            self.assertEqual([], found("monitoring", "PutMetricData", metrics, protocol))
        datum["Unit"] = "Students"
        for protocol in ["smithy-rpc-v2-cbor", "json", "query"]:
            self.assertEqual(["MetricData[0].Unit"], self.members("monitoring", "PutMetricData", metrics, protocol))

    def test_s3_control_is_a_model_of_its_own(self):
        request = Request("GET", "/v20180820/tags/arn%3Aaws%3As3%3A%3A%3Alogs", "", {"x-amz-account-id": "1"}, b"")
        self.assertEqual("AccountId", check("s3", request)["violations"][0]["member"])

    def test_an_operation_that_is_none(self):
        target = {"x-amz-target": "AmazonEC2ContainerServiceV20141113.Dance"}
        refusal = check("ecs", Request("POST", "/", "", target, b"{}"))
        self.assertEqual("There is no operation Dance", refusal["violations"][0]["rule"])

    def members(self, *request):
        return [member for member, _, _ in found(*request)]


class AmendmentsTest(unittest.TestCase):
    def test_one_that_the_model_has_no_place_for_is_refused(self):
        with self.assertRaises(KeyError):
            amendments.AMENDMENTS["none"] = {"Missing": {"max": 1}}
            self.addCleanup(amendments.AMENDMENTS.pop, "none")
            amendments.amend("none", {})


class EntranceTest(unittest.TestCase):
    def test_what_is_signed_is_checked_before_ministack_sees_it(self):
        def asked(ask, service, target, body):
            scope = f"AWS4-HMAC-SHA256 Credential=LMSO/20261128/sa-east-1/{service}/aws4_request, SignedHeaders=host"
            return ask("POST", "/", {"x-amz-target": target, "authorization": scope}, body)

        with running_emulator("--answered-elsewhere", "application-autoscaling") as (ask, _pid):
            ecs = "AmazonEC2ContainerServiceV20141113"
            self.assertEqual(200, asked(ask, "ecs", f"{ecs}.CreateCluster", {"clusterName": "lms"})[0])
            status, answer = asked(ask, "ecs", f"{ecs}.ListTasks", {"launchType": "MAINFRAME"})
            self.assertEqual((400, "launchType"), (status, json.loads(answer)["violations"][0]["member"]))
            scaling = "AnyScaleFrontendService.DescribeScalableTargets"
            self.assertEqual((204, ""), asked(ask, "application-autoscaling", scaling, {"ServiceNamespace": "ecs"}))
            self.assertEqual(400, asked(ask, "application-autoscaling", scaling, {})[0])


if __name__ == "__main__":
    unittest.main()
