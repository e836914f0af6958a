"""What ministack 1.5.33 lacks for the LMS's stacks. Importing this package applies every patch."""

from . import (
    alb,
    cloudwatch,
    ec2,
    ec2_peering,
    ecr,
    ecs_services,
    ecs_tasks,
    elasticache,
    entrances,
    no_docker,
)

__all__ = [
    "alb",
    "cloudwatch",
    "ec2",
    "ec2_peering",
    "ecr",
    "ecs_services",
    "ecs_tasks",
    "elasticache",
    "entrances",
    "no_docker",
]
