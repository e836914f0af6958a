import asyncio
import json
import unittest

from ministack.services import acm, signer

from tests import support  # noqa: F401


def call(action, **fields):
    headers = {"x-amz-target": f"CertificateManager.{action}"}
    status, _headers, body = asyncio.run(acm.handle_request("POST", "/", headers, json.dumps(fields).encode(), {}))
    assert status == 200, body
    return json.loads(body)


class CertificateTest(unittest.TestCase):
    def test_is_described_though_the_service_of_signing_profiles_is_not_served(self):
        arn = call("RequestCertificate", DomainName="lms.edutechbr.internal")["CertificateArn"]
        profiles, signer._profiles = signer._profiles, None
        try:
            self.assertEqual(call("DescribeCertificate", CertificateArn=arn)["Certificate"]["InUseBy"], [])
        finally:
            signer._profiles = profiles


if __name__ == "__main__":
    unittest.main()
