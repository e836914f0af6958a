import unittest

from patches.cloudwatch_alarms import evaluate, judge
from tests.support import call_cloudwatch, call_query, cloudwatch, reset

NOW = 1_700_000_120  # 20 seconds into a minute
MINUTE = 1_700_000_040  # the last complete one
DIMENSIONS = [{"Name": "ServiceName", "Value": "s"}]


def put(minutes_ago, value, dimensions=DIMENSIONS):
    point = {"MetricName": "CPU", "Dimensions": dimensions, "Timestamp": MINUTE - 60 * minutes_ago, "Value": value}
    call_cloudwatch("PutMetricData", Namespace="N", MetricData=[point])


def put_alarm(**fields):
    settings = {"Statistic": "Average", "Period": 60, "EvaluationPeriods": 3, "Threshold": 50, **fields}
    call_cloudwatch(
        "PutMetricAlarm",
        AlarmName="a",
        Namespace="N",
        MetricName="CPU",
        Dimensions=DIMENSIONS,
        ComparisonOperator="GreaterThanThreshold",
        **settings,
    )
    return cloudwatch._alarms["a"]


class MetricsTest(unittest.TestCase):
    def setUp(self):
        reset()
        self.eviction, cloudwatch._evict_old_metrics = cloudwatch._evict_old_metrics, lambda: None

    def tearDown(self):
        cloudwatch._evict_old_metrics = self.eviction

    def values(self, **query):
        stat = {
            "Metric": {"Namespace": "N", "MetricName": "CPU", **query.pop("metric", {})},
            "Period": 60,
            "Stat": "Average",
        }
        window = {"StartTime": NOW - 600, "EndTime": NOW}
        answer = call_cloudwatch(
            "GetMetricData", MetricDataQueries=[{"Id": "q", "MetricStat": stat}], **window, **query
        )
        return answer["MetricDataResults"][0]["Values"]

    def test_the_newest_datapoint_comes_first_unless_asked_otherwise(self):
        put(1, 1)
        put(0, 2)
        metric = {"Dimensions": DIMENSIONS}
        self.assertEqual(self.values(metric=metric), [2, 1])
        self.assertEqual(self.values(metric=metric, ScanBy="TimestampAscending"), [1, 2])

    def test_no_dimensions_are_not_any_dimensions(self):
        put(0, 1)
        self.assertEqual(self.values(), [])

    def test_an_alarm_goes_by_its_own_dimensions(self):
        alarm = put_alarm()
        for minute in range(3):
            put(minute, 90, [{"Name": "ServiceName", "Value": "other"}])
            put(minute, 10)
        evaluate(alarm, NOW)
        self.assertEqual(alarm["StateValue"], "OK")

    def test_an_alarm_needs_every_period(self):
        alarm = put_alarm()
        put(2, 10), put(1, 90), put(0, 90)
        evaluate(alarm, NOW)
        self.assertEqual(alarm["StateValue"], "OK")

    def test_an_alarm_takes_m_out_of_n(self):
        alarm = put_alarm(DatapointsToAlarm=2)
        put(2, 10), put(1, 90), put(0, 90)
        evaluate(alarm, NOW)
        self.assertEqual(alarm["StateValue"], "ALARM")
        self.assertIn("10, 90, 90", alarm["StateReason"])

    def test_the_minute_that_runs_does_not_count(self):
        alarm = put_alarm(EvaluationPeriods=1)
        put(0, 10)
        put(-1, 90)
        evaluate(alarm, NOW)
        self.assertEqual(alarm["StateValue"], "OK")

    def test_alarms_of_application_auto_scaling_are_its_own(self):
        alarm = put_alarm(EvaluationPeriods=1) | {"AlarmName": "TargetTracking-service/c/s-AlarmHigh"}
        put(0, 90)
        evaluate(alarm, NOW)
        self.assertEqual(alarm["StateValue"], "INSUFFICIENT_DATA")

    def test_terraform_reads_an_alarm_back(self):
        put_alarm()
        answer = call_query(cloudwatch, "DescribeAlarms", **{"AlarmNames.member.1": "a"})
        for element in ("<Name>ServiceName</Name><Value>s</Value>", "<Period>60</Period>", "<TreatMissingData>missing"):
            self.assertIn(element, answer)


class JudgeTest(unittest.TestCase):
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html, 3 out of 3"""

    def test_missing_data_is_treated_as_asked(self):
        for breaching, expected in {
            (): {"missing": "INSUFFICIENT_DATA", "ignore": "before", "breaching": "ALARM", "notBreaching": "OK"},
            (True,): {"missing": "ALARM", "ignore": "before", "breaching": "ALARM", "notBreaching": "OK"},
            (False,): {"missing": "OK", "ignore": "before", "breaching": "OK", "notBreaching": "OK"},
        }.items():
            for missing, state in expected.items():
                with self.subTest(breaching=breaching, missing=missing):
                    judged = judge(list(breaching), periods=3, to_alarm=3, missing=missing, state="before")
                    self.assertEqual(judged, state)


if __name__ == "__main__":
    unittest.main()
