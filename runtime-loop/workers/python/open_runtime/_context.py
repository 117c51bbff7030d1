"""The context object that functions and hooks get."""

import json
import os
import time
from types import SimpleNamespace

from ._errors import RuntimeFault


class Context:
    """What functions know from the platform, then `progress`, `metric`, `on_cancel` and `deadline_ms`."""

    function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
    function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
    memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
    log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
    log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")

    def __init__(self, worker, header):
        sent = header.get("context", {})
        self.aws_request_id = sent.get("requestId")
        self.invoked_function_arn = sent.get("functionArn")
        self.tenant_id = sent.get("tenantId")
        self.client_context = _client_context(sent.get("clientContext"))
        self.identity = _identity(sent.get("identity"))
        self.deadline_ms = header.get("deadlineMs")
        self.platform_deadline_ms = sent.get("platformDeadlineMs")
        self._worker = worker

    def get_remaining_time_in_millis(self):
        """Until this call must be answered: the soft deadline, or the hook's timeout where that is earlier."""
        return max(0, self.deadline_ms - int(time.time() * 1000))

    def progress(self, note):
        """Says what the function is doing now; shown in the error if it runs out of time."""
        self._worker.progress(note)

    def metric(self, name, value=1, kind=None, unit=None, tags=None):
        """Measures something: adds to a counter unless `kind` says otherwise."""
        self._worker.metric(name, value, kind, unit, tags)

    def on_cancel(self, callback):
        """Calls `callback()` in the main thread when this call is cancelled, instead of raising InvocationCancelled."""
        self._worker.on_cancel(callback)


def _client_context(text):
    if text is None:
        return None
    members = _parse("clientContext", text)
    client = members.get("client")
    return SimpleNamespace(
        client=client
        and SimpleNamespace(
            installation_id=client.get("installation_id"),
            app_title=client.get("app_title"),
            app_version_name=client.get("app_version_name"),
            app_version_code=client.get("app_version_code"),
            app_package_name=client.get("app_package_name"),
        ),
        custom=members.get("custom"),
        env=members.get("env"),
    )


def _identity(text):
    members = {} if text is None else _parse("identity", text)
    return SimpleNamespace(
        cognito_identity_id=members.get("cognitoIdentityId"),
        cognito_identity_pool_id=members.get("cognitoIdentityPoolId"),
    )


def _parse(name, text):
    try:
        members = json.loads(text)
    except ValueError as error:
        raise RuntimeFault("Runtime.LambdaContextUnmarshalError", f"cannot read {name} as JSON: {error}") from None
    if not isinstance(members, dict):
        raise RuntimeFault("Runtime.LambdaContextUnmarshalError", f"cannot read {name}: it is no JSON object")
    return members
