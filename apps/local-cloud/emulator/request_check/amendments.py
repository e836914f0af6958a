"""Where AWS's services are known to ask for something else than their models say, with who says so.

The key is a shape of a service's model, or a member of one (`Structure.Member`); None takes a rule away.
"""

_ELB_NAME = {"max": 32, "pattern": "(?!-)[A-Za-z0-9-]+(?<!-)"}
_ELASTICACHE_ID = {"max": 40, "pattern": "[a-zA-Z](-?[a-zA-Z0-9])*"}

AMENDMENTS = {
    "elasticache": {
        # The service's answer, quoted in aws/aws-cdk pull request 36459.
        "UserId": _ELASTICACHE_ID,
        "UserGroupId": _ELASTICACHE_ID,
        # ElastiCache API reference, CreateReplicationGroup: it stands in the text only.
        "CreateReplicationGroupMessage.ReplicationGroupId": _ELASTICACHE_ID,
    },
    "elbv2": {
        # Elastic Load Balancing API reference, CreateLoadBalancer and CreateTargetGroup: it stands in the text only.
        "CreateLoadBalancerInput.Name": {"max": 32, "pattern": "(?!-|internal-)[A-Za-z0-9-]+(?<!-)"},
        "CreateTargetGroupInput.Name": _ELB_NAME,
    },
    "sns": {
        # SNS API reference, CreateTopic: it stands in the text only.
        "CreateTopicInput.Name": {"min": 1, "max": 256, "pattern": "[A-Za-z0-9_-]+([.]fifo)?"},
    },
}


def amend(service, shapes):
    """Fails where the model has no such shape or member: another release of botocore needs other amendments."""
    for name, rules in AMENDMENTS.get(service, {}).items():
        structure, _, member = name.partition(".")
        if member:
            reference = shapes[structure]["members"][member]
            shapes[name] = dict(shapes[reference["shape"]])
            reference["shape"] = name
        for rule, value in rules.items():
            if value is None:
                del shapes[name][rule]
            else:
                shapes[name][rule] = value
