"""Alarms are evaluated by a timer, by dimensions, period by period, M out of N, with missing data treated as asked.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
"""

import asyncio
import logging
import operator
import time

from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import cloudwatch

from .patching import replace

_SECONDS_BETWEEN_EVALUATIONS = 10
# CloudWatch looks back further than it evaluates, for datapoints that arrive late.
_EXTRA_PERIODS = 2
_COMPARE = {
    "GreaterThanOrEqualToThreshold": operator.ge,
    "GreaterThanThreshold": operator.gt,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}
# The emulated Application Auto Scaling evaluates its own alarms and says so by SetAlarmState.
_EVALUATED_ELSEWHERE = "TargetTracking-"


async def evaluate_alarms_regularly():
    while True:
        await asyncio.sleep(_SECONDS_BETWEEN_EVALUATIONS)
        with request_scope(get_account_id(), get_region()):
            for alarm in cloudwatch._alarms.values():
                try:
                    evaluate(alarm, time.time())
                except Exception:  # One alarm that cannot be evaluated must not keep all others in their state.
                    logging.exception("alarm %s cannot be evaluated", alarm["AlarmName"])


# ministack evaluates whenever any metric is written, ...
@replace(cloudwatch, "_evaluate_all_alarms")
def _evaluate_all_alarms():
    pass


# ... over all dimensions, in one bucket, and ignores DatapointsToAlarm and TreatMissingData.
@replace(cloudwatch, "_evaluate_alarm")
def _evaluate_alarm(alarm):
    pass


def evaluate(alarm, now):
    """Sets the alarm's state; metric math and anomaly detection are left alone."""
    compare = _COMPARE.get(alarm["ComparisonOperator"])
    if not alarm["MetricName"] or not compare or alarm["AlarmName"].startswith(_EVALUATED_ELSEWHERE):
        return
    values = _recent_values(alarm, now)
    state = judge(
        [compare(value, alarm["Threshold"]) for value in values],
        periods=alarm["EvaluationPeriods"],
        to_alarm=alarm.get("DatapointsToAlarm") or alarm["EvaluationPeriods"],
        missing=alarm["TreatMissingData"],
        state=alarm["StateValue"],
    )
    if state != alarm["StateValue"]:
        shown = ", ".join(f"{value:g}" for value in values) or "no datapoints"
        _change_state(alarm, state, f"Threshold Crossed: {shown} against the threshold {alarm['Threshold']:g}", now)


def judge(breaching, *, periods, to_alarm, missing, state):
    """The new state, from whether each datapoint that is there breaches, oldest first."""
    breaching = breaching[-periods:]
    to_fill = periods - len(breaching)
    if to_fill and missing == "ignore":
        return state
    if to_fill and missing == "missing":
        if not breaching:
            return "INSUFFICIENT_DATA"
        to_alarm = min(to_alarm, len(breaching))
    count = sum(breaching) + (to_fill if missing == "breaching" else 0)
    return "ALARM" if count >= to_alarm else "OK"


def _recent_values(alarm, now):
    period = alarm["Period"]
    end = now // period * period
    start = end - period * (alarm["EvaluationPeriods"] + _EXTRA_PERIODS)
    dimensions = cloudwatch._dims_key(cloudwatch._dims_from_list(alarm["Dimensions"]))
    buckets = {}
    for point in cloudwatch._metrics.get((alarm["Namespace"], alarm["MetricName"], dimensions), []):
        if start <= point["Timestamp"] < end:
            buckets.setdefault(point["Timestamp"] // period, []).append(point)
    statistic = alarm.get("ExtendedStatistic") or alarm["Statistic"]
    values = [
        cloudwatch._stat_value(cloudwatch._calc_stats(points), statistic, points)
        for _period, points in sorted(buckets.items())
    ]
    return [value for value in values if value is not None]


def _change_state(alarm, state, reason, now):
    before = alarm["StateValue"]
    alarm.update(StateValue=state, StateReason=reason, StateUpdatedTimestamp=int(now))
    cloudwatch._record_history(alarm["AlarmName"], before, state, reason)
    cloudwatch._dispatch_alarm_actions(alarm, before, state, reason)
    cloudwatch._evaluate_parent_alarms(alarm)
