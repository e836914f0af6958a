import subprocess
import sys
import unittest

from .running import FOLDER, SERVED, running_emulator

# Loads what the emulator loads, and prints which modules of ministack's are more than a name.
LOAD = """
import sys
import emulator
emulator.configure("sa-east-1")
emulator.load(sys.argv[1].split(","))
for name, module in sorted(sys.modules.items()):
    if name.startswith("ministack.") and getattr(module, "__file__", None):
        print(name)
"""


class ServedServices(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        command = [sys.executable, "-c", LOAD, ",".join(SERVED)]
        cls.loaded = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=True).stdout.split()

    def test_what_is_served_is_loaded(self):
        self.assertIn("ministack.services.ecs", self.loaded)

    def test_what_executes_code_is_never_loaded(self):
        for service in ["lambda_svc", "glue", "stepfunctions", "codebuild", "batch", "emr", "eks", "cloudformation"]:
            self.assertNotIn(f"ministack.services.{service}", self.loaded)
        for runtime in ["lambda_runtime", "node_pool", "appsync_js", "cloudfront_js"]:
            self.assertNotIn(f"ministack.core.{runtime}", self.loaded)

    def test_nothing_is_loaded_that_is_not_asked_for(self):
        services = {name.removeprefix("ministack.services.") for name in self.loaded if ".services." in name}
        served = {"acm", "alb", "cloudwatch", "cloudwatch_logs", "ec2", "ecr", "ecs", "efs", "elasticache", "iam", "kms"}
        self.assertEqual(services, served | {"s3", "sns"})

    def test_a_service_that_ministack_does_not_have_is_named(self):
        command = [sys.executable, "-c", LOAD, "ecs,telepathy"]
        failed = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True)
        self.assertIn("ministack has no service telepathy", failed.stderr)

    def test_no_function_is_made_or_run(self):
        with running_emulator() as (ask, _pid):
            for path in ["/2015-03-31/functions", "/2015-03-31/functions/f/invocations"]:
                status, answer = ask("POST", path, {}, {"FunctionName": "f"})
                self.assertEqual(status, 400, answer)
            status, answer = ask("POST", "/", {"x-amz-target": "AWSStepFunctions.ListStateMachines"}, {})
            self.assertEqual((status, "states" in answer), (400, True))
            self.assertEqual(ask("POST", "/_ministack/reset")[0], 405)


if __name__ == "__main__":
    unittest.main()
