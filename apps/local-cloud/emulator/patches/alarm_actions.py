"""Alarms notify a topic only where its policy, and its key's, admit CloudWatch; the alarm's history says what became of it."""

import json
import time

from ministack.services import cloudwatch, sns

from .patching import wrap
from .service_access import admits, get_account_id, key_admits

_SERVICE = "cloudwatch.amazonaws.com"
_FIELDS = {"ALARM": "AlarmActions", "OK": "OKActions", "INSUFFICIENT_DATA": "InsufficientDataActions"}


# ministack publishes to every topic, and records no action.
@wrap(cloudwatch, "_dispatch_alarm_actions")
def _dispatch_alarm_actions(original, alarm, old_state, new_state, reason):
    if not alarm.get("ActionsEnabled", True):
        return
    field = _FIELDS[new_state]
    topics = [action for action in alarm.get(field) or [] if cloudwatch._is_sns_action_arn(action)]
    refusals = {topic: _refusal(topic, alarm["AlarmArn"]) for topic in topics}
    notified = [topic for topic in topics if refusals[topic] is None]
    original(alarm | {field: notified}, old_state, new_state, reason)
    for topic, refusal in refusals.items():
        _record(alarm["AlarmName"], topic, refusal)


# CloudWatch User Guide, "Notifying users on alarm changes"; AWS re:Post, "Why didn't I receive an SNS notification for my
# CloudWatch alarm trigger?" and "How do I configure CloudWatch alarms for encrypted Amazon SNS topics?" have the texts.
def _refusal(topic, alarm_arn):
    attributes = (sns._topics.get(topic) or {}).get("attributes", {})
    source = {"aws:SourceArn": alarm_arn, "aws:SourceAccount": get_account_id()}
    if not admits(attributes.get("Policy") or "", "sns:Publish", topic, service=_SERVICE, context=source):
        return f"Resource: {alarm_arn} is not authorized to perform: SNS:Publish on resource: {topic}"
    key = attributes.get("KmsMasterKeyId")
    if key and not key_admits(key, "kms:GenerateDataKey", "kms:Decrypt", service=_SERVICE, context=source):
        return "CloudWatch Alarms does not have authorization to access the SNS topic encryption key."
    return None


def _record(alarm_name, topic, refusal):
    said = f"Successfully executed action {topic}"
    if refusal:
        said = f'Failed to execute action {topic}. Received error: "{refusal}"'
    data = {"actionState": "Failed" if refusal else "Succeeded", "notificationResource": topic, "error": refusal}
    cloudwatch._history_entries().append(
        {
            "AlarmName": alarm_name,
            "AlarmType": "MetricAlarm",
            "Timestamp": cloudwatch._ts_iso(time.time()),
            "HistoryItemType": "Action",
            "HistorySummary": said,
            "HistoryData": json.dumps(data),
        }
    )
