"""Service-linked roles by AWS's names: ministack makes one up, which is the same for ECS and for the scaling of ECS. It also
makes up a description, which Terraform's second plan would take away."""

from ministack.services import iam

from .patching import wrap

# Each service's user guide, "Using service-linked roles".
_ROLES = {
    "ecs.amazonaws.com": "AWSServiceRoleForECS",
    "ecs.application-autoscaling.amazonaws.com": "AWSServiceRoleForApplicationAutoScaling_ECSService",
    "elasticache.amazonaws.com": "AWSServiceRoleForElastiCache",
    "elasticfilesystem.amazonaws.com": "AWSServiceRoleForAmazonElasticFileSystem",
    "elasticloadbalancing.amazonaws.com": "AWSServiceRoleForElasticLoadBalancing",
    "fis.amazonaws.com": "AWSServiceRoleForFIS",
}


@wrap(iam._IAM_HANDLERS, "CreateServiceLinkedRole")
def _create_service_linked_role(original, params):
    service = iam._p(params, "AWSServiceName")
    name = _ROLES.get(service)
    if name is None:
        return iam._error(400, "InvalidInput", f"Service role template for {service} is not known here", ns="iam")
    if name in iam._roles:
        # IAM API reference, CreateServiceLinkedRole.
        message = f"Service role name {name} has been taken in this account, please try a different suffix."
        return iam._error(400, "InvalidInput", message, ns="iam")
    status, headers, body = original(params)
    made_up = f"AWSServiceRoleFor{service.split('.')[0].capitalize()}"
    if status != 200:
        return status, headers, body
    role = iam._roles.pop(made_up)
    description = iam._p(params, "Description")
    role.update(RoleName=name, Arn=role["Arn"].replace(made_up, name), Description=description)
    iam._roles[name] = role
    return iam._xml(
        200,
        "CreateServiceLinkedRoleResponse",
        f"<CreateServiceLinkedRoleResult><Role>{iam._role_xml(name)}</Role></CreateServiceLinkedRoleResult>",
        ns="iam",
    )
