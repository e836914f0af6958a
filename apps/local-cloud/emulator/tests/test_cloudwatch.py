import unittest

from tests.support import call_cloudwatch, call_query, cloudwatch, reset

NOW = 1_700_000_120  # 20 seconds into a minute
MINUTE = 1_700_000_040  # the last complete one
DIMENSIONS = [{"Name": "ServiceName", "Value": "s"}]


def put(minutes_ago, value, dimensions=DIMENSIONS):
    point = {"MetricName": "CPU", "Dimensions": dimensions, "Timestamp": MINUTE - 60 * minutes_ago, "Value": value}
    call_cloudwatch("PutMetricData", Namespace="N", MetricData=[point])


def put_alarm(**fields):
    statistic = {} if "ExtendedStatistic" in fields else {"Statistic": "Average"}
    settings = {**statistic, "Period": 60, "EvaluationPeriods": 3, "Threshold": 50, **fields}
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
            "Period": query.pop("period", 60),
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

    def test_seconds_are_kept_apart_only_where_the_datum_asks_for_it(self):
        def put_twice(name, **resolution):
            for seconds, value in ((3, 1), (13, 2)):
                point = {"MetricName": name, "Timestamp": MINUTE + seconds, "Value": value, **resolution}
                call_cloudwatch("PutMetricData", Namespace="N", MetricData=[point])

        put_twice("Fine", StorageResolution=1)
        put_twice("Coarse", StorageResolution=60)
        put_twice("Unsaid")
        values = {name: self.values(metric={"MetricName": name}, period=10) for name in ("Fine", "Coarse", "Unsaid")}
        self.assertEqual(values, {"Fine": [2, 1], "Coarse": [1.5], "Unsaid": [1.5]})

    def test_alarms_are_left_to_the_local_cloud(self):
        alarm = put_alarm(EvaluationPeriods=1)
        put(0, 90)
        put_alarm(EvaluationPeriods=1)
        self.assertEqual(alarm["StateValue"], "INSUFFICIENT_DATA")

    def test_terraform_reads_an_alarm_back(self):
        put_alarm()
        answer = call_query(cloudwatch, "DescribeAlarms", **{"AlarmNames.member.1": "a"})
        for element in ("<Name>ServiceName</Name><Value>s</Value>", "<Period>60</Period>", "<TreatMissingData>missing"):
            self.assertIn(element, answer)

    def test_a_percentile_alarm_has_no_statistic_beside_its_percentile(self):
        put_alarm(ExtendedStatistic="p99")
        [alarm] = call_cloudwatch("DescribeAlarms", AlarmNames=["a"])["MetricAlarms"]
        self.assertEqual(alarm["ExtendedStatistic"], "p99")
        self.assertIsNone(alarm.get("Statistic"))


if __name__ == "__main__":
    unittest.main()
