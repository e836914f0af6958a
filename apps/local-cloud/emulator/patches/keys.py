"""Key policies, where a service that stores data uses a customer's key: ministack asks no key."""

from ministack.core.responses import error_response_json, get_account_id, get_region
from ministack.services import cloudwatch_logs, efs, elasticache, kms

from .patching import wrap
from .service_access import account_principal, admits, key_admits


# "The key policy must allow the calling principal to make a subsequent PutKeyPolicy request" (KMS API Reference, CreateKey).
@wrap(kms, "_create_key")
def _create_key(original, data):
    return _locks_out(data, "*") or original(data)


@wrap(kms, "_put_key_policy")
def _put_key_policy(original, data):
    key = kms._resolve_key(data.get("KeyId", "")) or {}
    return _locks_out(data, key.get("Arn", "*")) or original(data)


def _locks_out(data, key_arn):
    policy = data.get("Policy")
    if policy is None or data.get("BypassPolicyLockoutSafetyCheck"):
        return None
    if admits(policy, "kms:PutKeyPolicy", key_arn, principal=account_principal()):
        return None
    message = "The new key policy will not allow you to update the key policy in the future."
    return error_response_json("MalformedPolicyDocumentException", message, 400)


# CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS Key Management Service": the key's policy admits the
# service for this log group when the key is associated, and whenever data is written or read.
_DOCUMENTED = ("Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey")


@wrap(cloudwatch_logs, "_create_log_group")
def _create_log_group(original, data):
    return _without_key(data.get("logGroupName"), data.get("kmsKeyId"), *_DOCUMENTED) or original(data)


@wrap(cloudwatch_logs, "_put_log_events")
def _put_log_events(original, data):
    return _without_key_of_group(data, "GenerateDataKey") or original(data)


@wrap(cloudwatch_logs, "_get_log_events")
def _get_log_events(original, data):
    return _without_key_of_group(data, "Decrypt") or original(data)


@wrap(cloudwatch_logs, "_filter_log_events")
def _filter_log_events(original, data):
    return _without_key_of_group(data, "Decrypt") or original(data)


def _without_key_of_group(data, *operations):
    name = cloudwatch_logs._resolve_log_group_name(data)
    group = cloudwatch_logs._log_groups.get(name) or {}
    return _without_key(name, group.get("kmsKeyId"), *operations)


def _without_key(group_name, key_id, *operations):
    """In the words of the service (hashicorp/terraform-provider-aws issue 29282); None when it may use the key."""
    arn = cloudwatch_logs._make_group_arn_no_star(group_name)
    if not key_id or log_group_key_admits(arn, key_id, *operations):
        return None
    message = f"The specified KMS key does not exist or is not allowed to be used with Arn '{arn}'"
    return error_response_json("AccessDeniedException", message, 400)


def log_group_key_admits(group_arn, key_id, *operations):
    return key_admits(
        key_id,
        *(f"kms:{operation}" for operation in operations),
        service=f"logs.{get_region()}.amazonaws.com",
        context={"kms:EncryptionContext:aws:logs:arn": group_arn},
    )


# EFS and ElastiCache take a grant on the key, by the rights of who creates (EFS User Guide, "Encrypting data at rest";
# ElastiCache User Guide, "At-Rest Encryption in ElastiCache").
@wrap(efs, "_create_file_system")
def _create_file_system(original, body):
    key_id = body.get("KmsKeyId")
    if not key_id or _may_grant(key_id, "elasticfilesystem"):
        return original(body)
    return efs._error(403, "AccessDeniedException", _not_granted(key_id))


@wrap(elasticache, "_create_replication_group")
def _create_replication_group(original, params):
    key_id = elasticache._p(params, "KmsKeyId")
    if not key_id or _may_grant(key_id, "elasticache"):
        return original(params)
    return elasticache._error("InvalidKMSKeyFault", _not_granted(key_id), 400)


def _may_grant(key_id, service):
    context = {
        "kms:ViaService": f"{service}.{get_region()}.amazonaws.com",
        "kms:CallerAccount": get_account_id(),
        "kms:GrantIsForAWSResource": "true",
    }
    return key_admits(key_id, "kms:CreateGrant", "kms:DescribeKey", principal=account_principal(), context=context)


def _not_granted(key_id):
    return (
        f"User: {account_principal()} is not authorized to perform: kms:CreateGrant on resource: {key_id} "
        "because no resource-based policy allows the kms:CreateGrant action"
    )
