import asyncio
import unittest
from urllib.parse import urlencode

from ministack.services import iam

from tests.support import call_query

SERVICES = {
    "ecs.amazonaws.com": "AWSServiceRoleForECS",
    "ecs.application-autoscaling.amazonaws.com": "AWSServiceRoleForApplicationAutoScaling_ECSService",
}


def refused(action, **fields):
    """The XML answer of a call that has to fail."""
    form = urlencode({"Action": action, **fields}).encode()
    status, _headers, body = asyncio.run(iam.handle_request("POST", "/", {}, form, {}))
    assert status == 400, body
    return body.decode()


class ServiceLinkedRoleTest(unittest.TestCase):
    def setUp(self):
        iam.reset()

    def test_has_the_name_of_aws_for_each_service_and_is_found_by_it(self):
        for service, name in SERVICES.items():
            created = call_query(iam, "CreateServiceLinkedRole", AWSServiceName=service)
            arn = f"role/aws-service-role/{service}/{name}</Arn>"
            self.assertIn(arn, created)
            found = call_query(iam, "GetRole", RoleName=name)
            self.assertIn(arn, found)
            self.assertNotIn("Service-linked role for", found)

    def test_is_made_once(self):
        call_query(iam, "CreateServiceLinkedRole", AWSServiceName="ecs.amazonaws.com")
        answer = refused("CreateServiceLinkedRole", AWSServiceName="ecs.amazonaws.com")
        self.assertIn("<Code>InvalidInput</Code>", answer)
        self.assertIn("AWSServiceRoleForECS has been taken in this account", answer)

    def test_of_an_unknown_service_is_refused(self):
        answer = refused("CreateServiceLinkedRole", AWSServiceName="none.amazonaws.com")
        self.assertIn("<Code>InvalidInput</Code>", answer)


if __name__ == "__main__":
    unittest.main()
