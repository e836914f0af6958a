"""A load balancer's access logs: it writes a test file when they are switched on, which the bucket's policy has to admit."""

from ministack.core.responses import get_account_id, get_region
from ministack.services import alb, s3

from .patching import wrap
from .service_access import admits

# Elastic Load Balancing, "Enable access logs for your Application Load Balancer": the account of the region's load balancers, or the
# service that delivers logs.
_ACCOUNTS = {"sa-east-1": "507241528517"}
_SERVICE = "logdelivery.elasticloadbalancing.amazonaws.com"


# ministack writes down any bucket.
@wrap(alb._ACTION_MAP, "ModifyLoadBalancerAttributes")
def _modify_load_balancer_attributes(original, params):
    attributes = {each["Key"]: each["Value"] for each in alb._lb_attrs.get(alb._p(params, "LoadBalancerArn"), [])}
    attributes |= _asked(params)
    enabled, bucket, prefix = (attributes.get(f"access_logs.s3.{name}") for name in ("enabled", "bucket", "prefix"))
    if enabled == "true" and not _may_write(bucket, prefix):
        message = f"Access Denied for bucket: {bucket}. Please check S3bucket permission"
        return alb._error("InvalidConfigurationRequest", message)
    return original(params)


def _asked(params):
    asked, number = {}, 1
    while key := alb._p(params, f"Attributes.member.{number}.Key"):
        asked[key] = alb._p(params, f"Attributes.member.{number}.Value")
        number += 1
    return asked


def _may_write(bucket, prefix):
    policy, _owner = s3.bucket_policy_for_arn(f"arn:aws:s3:::{bucket}") or ("", None)
    folder = f"{prefix}/AWSLogs" if prefix else "AWSLogs"
    test_file = f"arn:aws:s3:::{bucket}/{folder}/{get_account_id()}/ELBAccessLogTestFile"
    principal = f"arn:aws:iam::{_ACCOUNTS.get(get_region(), '')}:root"
    return admits(policy, "s3:PutObject", test_file, service=_SERVICE, principal=principal)
