import unittest

from tests.support import call_ecs, ec2, refusal, reset, verb

CLUSTER = {"cluster": "c"}
SERVICE = {"cluster": "c", "service": "s"}


class EcsTest(unittest.TestCase):
    def setUp(self):
        reset()
        ec2._subnets["subnet-a"] = {"SubnetId": "subnet-a", "AvailabilityZone": "sa-east-1a"}
        call_ecs("CreateCluster", clusterName="c")
        self.first = self.register()
        call_ecs(
            "CreateService",
            **CLUSTER,
            serviceName="s",
            taskDefinition=self.first,
            desiredCount=2,
            launchType="FARGATE",
            propagateTags="SERVICE",
            tags=[{"key": "stage", "value": "local"}],
            networkConfiguration={"awsvpcConfiguration": {"subnets": ["subnet-a"]}},
        )

    def register(self):
        definition = {
            "family": "f",
            "requiresCompatibilities": ["FARGATE"],
            "containerDefinitions": [{"name": "lms", "image": "i"}],
        }
        return call_ecs("RegisterTaskDefinition", **definition)[1]["taskDefinition"]["taskDefinitionArn"]

    def service(self):
        return call_ecs("DescribeServices", **CLUSTER, services=["s"])[1]["services"][0]

    def task(self, arn):
        return call_ecs("DescribeTasks", **CLUSTER, tasks=[arn], include=["TAGS"])[1]["tasks"][0]

    def start(self, **state):
        arn = verb("start-task", **SERVICE, availabilityZone="sa-east-1a")["taskArn"]
        if state:
            verb("task-state", **CLUSTER, taskArn=arn, **state)
        return arn

    def counts(self):
        service = self.service()
        return service["desiredCount"], service["pendingCount"], service["runningCount"]

    def test_a_mount_point_needs_its_volume(self):
        mount = {"sourceVolume": "course-content", "containerPath": "/mnt"}
        container = {"name": "lms", "image": "i", "mountPoints": [mount]}
        status, answer = call_ecs("RegisterTaskDefinition", family="g", containerDefinitions=[container])
        self.assertEqual((status, answer["message"]), (400, "Unknown volume 'course-content'."))
        volumes = [{"name": "course-content"}]
        self.assertEqual(
            call_ecs("RegisterTaskDefinition", family="g", containerDefinitions=[container], volumes=volumes)[0], 200
        )

    def test_nothing_starts_by_itself(self):
        self.assertEqual(self.counts(), (2, 0, 0))
        self.assertEqual(self.service()["deployments"][0]["rolloutState"], "IN_PROGRESS")

    def test_counts_follow_the_tasks(self):
        self.start()
        self.start(lastStatus="RUNNING")
        self.start(lastStatus="DEACTIVATING")
        self.assertEqual(self.counts(), (2, 1, 1))

    def test_a_task_is_as_its_process(self):
        arn = self.start(
            lastStatus="RUNNING", healthStatus="HEALTHY", privateIpv4Address="127.10.0.1", startedAt=1700000000
        )
        task = self.task(arn)
        details = {detail["name"]: detail["value"] for detail in task["attachments"][0]["details"]}
        self.assertEqual((details["subnetId"], details["privateIPv4Address"]), ("subnet-a", "127.10.0.1"))
        self.assertEqual((task["availabilityZone"], task["startedAt"]), ("sa-east-1a", 1700000000))
        self.assertEqual(task["startedBy"], self.service()["deployments"][0]["id"])
        self.assertEqual(task["tags"], [{"key": "stage", "value": "local"}])
        container = task["containers"][0]
        self.assertEqual((container["lastStatus"], container["healthStatus"]), ("RUNNING", "HEALTHY"))
        self.assertEqual(container["networkInterfaces"][0]["privateIpv4Address"], "127.10.0.1")

    def test_an_exit_is_kept(self):
        arn = self.start(lastStatus="RUNNING", privateIpv4Address="127.10.0.1")
        verb(
            "task-state",
            **CLUSTER,
            taskArn=arn,
            lastStatus="STOPPED",
            stopCode="EssentialContainerExited",
            stoppedReason="r",
            exitCode=137,
        )
        task = self.task(arn)
        self.assertEqual(
            (task["stopCode"], task["stoppedReason"], task["containers"][0]["exitCode"]),
            ("EssentialContainerExited", "r", 137),
        )
        self.assertEqual(task["attachments"][0]["status"], "DELETED")

    def test_stop_task_is_a_wish(self):
        arn = self.start(lastStatus="RUNNING")
        call_ecs("StopTask", **CLUSTER, task=arn, reason="by hand")
        task = self.task(arn)
        self.assertEqual(
            (task["desiredStatus"], task["lastStatus"], task["stoppedReason"]), ("STOPPED", "RUNNING", "by hand")
        )

    def test_a_task_needs_a_subnet_in_its_zone(self):
        self.assertIn("no subnet in sa-east-1b", refusal("start-task", **SERVICE, availabilityZone="sa-east-1b"))

    def test_a_rollout_keeps_the_old_deployment_until_its_tasks_are_gone(self):
        old = self.start(lastStatus="RUNNING")
        verb("deployment-state", **SERVICE, rolloutState="COMPLETED")
        call_ecs("UpdateService", **SERVICE, taskDefinition=self.register())
        self.start(lastStatus="RUNNING")
        states = [(d["status"], d["rolloutState"], d["runningCount"]) for d in self.service()["deployments"]]
        self.assertEqual(states, [("PRIMARY", "IN_PROGRESS", 1), ("ACTIVE", "COMPLETED", 1)])
        verb("deployment-state", **SERVICE, rolloutState="COMPLETED")
        self.assertEqual(len(self.service()["deployments"]), 2)
        verb("task-state", **CLUSTER, taskArn=old, lastStatus="STOPPED")
        self.assertEqual(len(self.service()["deployments"]), 1)

    def test_a_rollback_returns_to_the_completed_deployment(self):
        self.start(lastStatus="RUNNING")
        verb("deployment-state", **SERVICE, rolloutState="COMPLETED")
        call_ecs("UpdateService", **SERVICE, taskDefinition=self.register())
        verb(
            "deployment-state",
            **SERVICE,
            rolloutState="FAILED",
            failedTasks=3,
            reason="tasks failed to start.",
            rollback=True,
        )
        service = self.service()
        self.assertEqual(service["taskDefinition"], self.first)
        primary = next(d for d in service["deployments"] if d["status"] == "PRIMARY")
        self.assertEqual((primary["taskDefinition"], primary["desiredCount"]), (self.first, 2))
        self.assertIn("rolling back", service["events"][0]["message"])

    def test_the_first_deployment_has_nothing_to_roll_back_to(self):
        self.assertIn(
            "no completed deployment", refusal("deployment-state", **SERVICE, rolloutState="FAILED", rollback=True)
        )

    def test_a_deleted_service_drains_until_its_last_task_stops(self):
        arn = self.start(lastStatus="RUNNING")
        call_ecs("DeleteService", **SERVICE, force=True)
        self.assertEqual(self.service()["status"], "DRAINING")
        self.assertEqual(len(call_ecs("ListServices", **CLUSTER)[1]["serviceArns"]), 1)
        self.assertEqual(call_ecs("DeleteCluster", **CLUSTER)[1]["__type"], "ClusterContainsServicesException")
        verb("task-state", **CLUSTER, taskArn=arn, lastStatus="STOPPED")
        self.assertEqual(self.service()["status"], "INACTIVE")
        self.assertEqual(call_ecs("DeleteCluster", **CLUSTER)[0], 200)

    def test_an_unknown_field_is_refused(self):
        self.assertIn("lastStaus", refusal("task-state", **CLUSTER, taskArn=self.start(), lastStaus="RUNNING"))


if __name__ == "__main__":
    unittest.main()
