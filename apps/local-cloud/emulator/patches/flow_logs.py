"""Flow logs: their settings, and whether they arrive."""

import re

from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudwatch_logs, ec2

from .keys import log_group_key_admits
from .patching import wrap
from .service_access import role_admits


# ministack forgets a flow log's role and interval, and looks for its tags under another resource type.
@wrap(ec2._ACTION_MAP, "CreateFlowLogs")
def _create_flow_logs(original, params):
    status, headers, body = original(params)
    text = body if isinstance(body, str) else body.decode()
    for flow_log_id in re.findall(r"<item>(fl-\w+)</item>", text):
        ec2._flow_logs[flow_log_id]["DeliverLogsPermissionArn"] = ec2._p(params, "DeliverLogsPermissionArn")
        ec2._flow_logs[flow_log_id]["MaxAggregationInterval"] = ec2._p(params, "MaxAggregationInterval") or "600"
        ec2._parse_tag_specs(params, "vpc-flow-log", flow_log_id)
    return status, headers, body


@wrap(ec2._ACTION_MAP, "DescribeFlowLogs")
def _describe_flow_logs(original, params):
    def with_settings(match):
        flow_log = ec2._flow_logs[match["id"]]
        role, interval = flow_log["DeliverLogsPermissionArn"], flow_log["MaxAggregationInterval"]
        return (
            f"{match.group()}<deliverLogsPermissionArn>{role}</deliverLogsPermissionArn>"
            f"<maxAggregationInterval>{interval}</maxAggregationInterval>{_delivery(flow_log)}"
        )

    status, headers, body = original(params)
    text = body if isinstance(body, str) else body.decode()
    return status, headers, re.sub(r"<flowLogId>(?P<id>fl-\w+)</flowLogId>", with_settings, text).encode()


# VPC User Guide, "IAM role for publishing flow logs to CloudWatch Logs", and "Troubleshoot VPC Flow Logs" for the message.
def _delivery(flow_log):
    if _delivers(flow_log):
        return "<deliverLogsStatus>SUCCESS</deliverLogsStatus>"
    return "<deliverLogsStatus>FAILED</deliverLogsStatus><deliverLogsErrorMessage>Access error</deliverLogsErrorMessage>"


def _delivers(flow_log):
    group_arn = flow_log["LogDestination"].removesuffix(":*")
    name = group_arn.partition(":log-group:")[2]
    group = cloudwatch_logs._log_groups.get(name)
    key_id = group and group.get("kmsKeyId")
    if group is None or (key_id and not log_group_key_admits(group_arn, key_id, "GenerateDataKey")):
        return False
    source = f"arn:aws:ec2:{get_region()}:{get_account_id()}:vpc-flow-log/{flow_log['FlowLogId']}"
    writes = [(f"logs:{action}", f"{group_arn}:log-stream:eni") for action in ("CreateLogStream", "PutLogEvents")]
    return role_admits(flow_log["DeliverLogsPermissionArn"], "vpc-flow-logs.amazonaws.com", source, *writes)
