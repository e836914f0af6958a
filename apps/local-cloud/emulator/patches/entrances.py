"""ministack answers paths and hosts of services that are not served (Lambda's URLs, API Gateway, sign-in pages) and resets itself."""

from ministack import app

from .patching import replace

_health = app._handle_health_request
_s3_control = app._handle_s3_control_request


@replace(app, "_handle_pre_body_request")
async def _handle_pre_body_request(method, path, headers, query_params, request_id):
    return _health(path, request_id)


@replace(app, "_handle_post_body_shortcuts")
async def _handle_post_body_shortcuts(method, path, headers, body, query_params, request_id):
    return None


@replace(app, "_handle_special_data_plane_request")
async def _handle_special_data_plane_request(method, path, headers, body, query_params, request_id, **_connection):
    return await _s3_control(path, method, body, query_params, request_id, headers)


@replace(app, "_maybe_record_cloudtrail")
def _maybe_record_cloudtrail(*_call):
    return None
