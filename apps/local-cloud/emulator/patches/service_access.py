"""What policies let AWS's own services do on behalf of the account. ministack's evaluator decides."""

from ministack.core.iam_evaluator import (
    EvalContext,
    _gather_role_policies,
    _permissions_boundary,
    evaluate,
    evaluate_resource_policy,
)
from ministack.core.responses import get_account_id, get_region
from ministack.services import iam, kms


def account_principal():
    return f"arn:aws:iam::{get_account_id()}:root"


def admits(policy, action, resource, *, service="", principal="", context=None):
    """Whether a resource's policy allows this to a service (`logs.sa-east-1.amazonaws.com`) or a principal."""
    asked = _asked(action, resource, principal, context)
    return evaluate_resource_policy(policy, asked, service=service).decision == "Allow"


def key_admits(key_id, *actions, service="", principal="", context=None):
    """Whether there is such a key, enabled, and its policy allows all of these."""
    key = kms._resolve_key(key_id)
    if not key or key["KeyState"] != "Enabled":
        return False
    return all(
        admits(key["Policy"], action, key["Arn"], service=service, principal=principal, context=context)
        for action in actions
    )


def role_admits(role_arn, service, source_arn, *requests):
    """Whether the role trusts a service on behalf of this resource, and allows each (action, resource)."""
    name, account = role_arn.rpartition("/")[2], get_account_id()
    role = iam._roles.get(name)
    source = {"aws:SourceArn": source_arn, "aws:SourceAccount": account}
    if not role or not admits(
        role["AssumeRolePolicyDocument"], "sts:AssumeRole", role_arn, service=service, context=source
    ):
        return False
    policies = _gather_role_policies(name, account)
    limits = _permissions_boundary(iam._roles, name, account)
    return all(
        evaluate(_asked(action, resource, role_arn, None), policies, *limits).decision == "Allow"
        for action, resource in requests
    )


def _asked(action, resource, principal, context):
    return EvalContext(
        principal_arn=principal,
        principal_type="Account" if principal else "Service",
        principal_account=get_account_id(),
        action=action,
        resource_arn=resource,
        region=get_region(),
        secure_transport=True,
        service_context={key.lower(): value for key, value in (context or {}).items()},
    )
