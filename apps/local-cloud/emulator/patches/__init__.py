"""What ministack 1.5.33 lacks for the LMS's stacks. Importing this package applies every patch."""

from . import (
    access_logs,
    acm,
    alarm_actions,
    alb,
    cloudwatch,
    ec2,
    ec2_peering,
    ecr,
    ecs_services,
    ecs_tasks,
    elasticache,
    entrances,
    flow_logs,
    iam,
    keys,
    no_docker,
)

__all__ = [
    "access_logs",
    "acm",
    "alarm_actions",
    "alb",
    "cloudwatch",
    "ec2",
    "ec2_peering",
    "ecr",
    "ecs_services",
    "ecs_tasks",
    "elasticache",
    "entrances",
    "flow_logs",
    "iam",
    "keys",
    "no_docker",
]
