"""CloudWatch: alarms as the AWS provider reads them back, metrics by their exact dimensions."""

import json
import time
from xml.sax.saxutils import escape

from ministack.services import cloudwatch

from .patching import replace, wrap

_LISTS_OF_A_PAGE = ("AlarmNames", "AlarmTypes")
_FIELDS_OF_A_PAGE = ("AlarmNamePrefix", "StateValue", "MaxRecords", "NextToken")


# The XML answer leaves out dimensions, period, statistic, actions and the treatment of missing data.
@wrap(cloudwatch, "_describe_alarms")
def _describe_alarms(original, params, data, is_cbor, is_json=False):
    if is_cbor or is_json:
        return original(params, data, is_cbor, is_json)
    query = {name: _members(params, name) for name in _LISTS_OF_A_PAGE}
    query |= {name: cloudwatch._p(params, name) or None for name in _FIELDS_OF_A_PAGE}
    status, _headers, body = original(params, query, False, True)
    if status != 200:
        return original(params, data, False, False)
    answer = json.loads(body)
    for alarm in answer["MetricAlarms"] + answer["CompositeAlarms"]:
        # Epoch seconds in JSON, which are no timestamp in XML.
        for field in [field for field in alarm if field.endswith("Timestamp")]:
            del alarm[field]
    return cloudwatch._xml(
        200, "DescribeAlarmsResponse", f"<DescribeAlarmsResult>{_xml(answer)}</DescribeAlarmsResult>"
    )


# The XML request's actions for missing data are dropped; a percentile alarm gets a statistic beside its percentile.
@wrap(cloudwatch, "_put_metric_alarm")
def _put_metric_alarm(original, params, data, is_cbor, is_json=False):
    answer = original(params, data, is_cbor, is_json)
    if answer[0] != 200:
        return answer
    is_query = not (is_cbor or is_json)
    alarm = cloudwatch._alarms[cloudwatch._p(params, "AlarmName") if is_query else data["AlarmName"]]
    if is_query:
        alarm["InsufficientDataActions"] = _members(params, "InsufficientDataActions")
    if alarm["ExtendedStatistic"]:
        del alarm["Statistic"]
    return answer


# ministack evaluates whenever any metric is written, over all dimensions, in one bucket, and ignores DatapointsToAlarm and
# TreatMissingData. The local cloud evaluates alarms by a timer instead (src/alarms) and says so by SetAlarmState.
@replace(cloudwatch, "_evaluate_all_alarms")
def _evaluate_all_alarms():
    pass


@replace(cloudwatch, "_evaluate_alarm")
def _evaluate_alarm(alarm):
    pass


# CloudWatch keeps seconds apart only where the datum asks for it; ministack always does, so that an alarm of 10 s would work
# here on a metric on which it does not work there.
@wrap(cloudwatch, "_put_metric_data")
def _put_metric_data(original, params, data, is_cbor, is_json=False):
    if is_cbor or is_json:
        for datum in data.get("MetricData", []):
            if datum.get("StorageResolution", 60) >= 60:
                at = cloudwatch._parse_ts(datum.get("Timestamp")) or time.time()
                datum["Timestamp"] = at // 60 * 60
    return original(params, data, is_cbor, is_json)


# The SDK reads a date in JSON as epoch seconds and fails on any other.
@wrap(cloudwatch, "_list_dashboards")
def _list_dashboards(original, params, data, is_cbor, is_json=False):
    status, headers, body = original(params, data, is_cbor, is_json)
    if status != 200 or not is_json:
        return status, headers, body
    entries = json.loads(body)["DashboardEntries"]
    for entry in entries:
        entry["LastModified"] = cloudwatch._dashboards[entry["DashboardName"]]["LastModified"]
    return cloudwatch._json_ok({"DashboardEntries": entries})


class _ExactDimensions(dict):
    """Truthy even when empty: ministack takes "no dimensions" for "any dimensions"."""

    def __bool__(self):
        return True


@wrap(cloudwatch, "_dims_from_list")
def _dims_from_list(original, dimensions):
    return _ExactDimensions(original(dimensions))


# CloudWatch answers the newest datapoint first unless asked otherwise; ministack always the oldest.
@wrap(cloudwatch, "_get_metric_data")
def _get_metric_data(original, params, data, is_cbor, is_json=False):
    if not (is_cbor or is_json):
        return original(params, data, is_cbor, is_json)
    status, headers, body = original(params, data, False, True)
    if status != 200:
        return status, headers, body
    results = json.loads(body)["MetricDataResults"]
    if data.get("ScanBy") != "TimestampAscending":
        for result in results:
            result["Timestamps"].reverse()
            result["Values"].reverse()
    if is_json:
        return cloudwatch._json_ok({"MetricDataResults": results})
    return cloudwatch._cbor_ok({"MetricDataResults": [cloudwatch._cbor_metric_data_result(r) for r in results]})


def _members(params, name):
    values = (cloudwatch._p(params, f"{name}.member.{index}") for index in range(1, 101))
    return [value for value in values if value]


def _xml(value):
    """A JSON answer as the Query protocol spells it."""
    if isinstance(value, dict):
        return "".join(f"<{name}>{_xml(item)}</{name}>" for name, item in value.items() if item is not None)
    if isinstance(value, list):
        return "".join(f"<member>{_xml(item)}</member>" for item in value)
    return str(value).lower() if isinstance(value, bool) else escape(str(value))
