/**
 * The program that runs a handler, in Python: one invocation at a time, as JSON lines. It speaks on a copy of standard
 * output; whatever the handler prints goes to standard error, which becomes the function's log.
 * Arguments: the handler, as in `app.handler.handler`.
 */
export const workerSource = String.raw`
import importlib
import json
import logging
import os
import sys
import time
import traceback

answers = os.fdopen(os.dup(1), 'w', encoding='utf-8', newline='\n')
os.dup2(2, 1)
del sys.path[0]
request_id = ''


def say(message):
    answers.write(json.dumps(message) + '\n')
    answers.flush()


class LogFormat(logging.Formatter):
    converter = time.gmtime

    def format(self, record):
        when = time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(record.created))
        text = record.getMessage()
        if record.exc_info:
            text += '\n' + self.formatException(record.exc_info)
        return '[%s]\t%s.%03dZ\t%s\t%s' % (record.levelname, when, record.msecs, request_id, text)


# The runtime gives the root logger one handler; its level stays WARNING.
handler_of_logs = logging.StreamHandler(sys.stderr)
handler_of_logs.setFormatter(LogFormat())
logging.getLogger().addHandler(handler_of_logs)


class Context:
    def __init__(self, given):
        self._ends = time.time() + given['milliseconds'] / 1000
        self.aws_request_id = given['requestId']
        self.function_name = os.environ['AWS_LAMBDA_FUNCTION_NAME']
        self.function_version = os.environ['AWS_LAMBDA_FUNCTION_VERSION']
        self.memory_limit_in_mb = os.environ['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']
        self.log_group_name = os.environ['AWS_LAMBDA_LOG_GROUP_NAME']
        self.log_stream_name = os.environ['AWS_LAMBDA_LOG_STREAM_NAME']
        self.invoked_function_arn = given['arn']
        self.identity = None
        self.client_context = None

    def get_remaining_time_in_millis(self):
        return max(0, int((self._ends - time.time()) * 1000))


def describe(error):
    return '[ERROR] %s: %s\n%s' % (type(error).__name__, error, traceback.format_exc())


try:
    module, _, name = sys.argv[1].rpartition('.')
    handler = getattr(importlib.import_module(module.replace('/', '.')), name)
except BaseException as error:
    print(describe(error), file=sys.stderr, flush=True)
    say({'type': 'unusable', 'reason': '%s: %s' % (type(error).__name__, error)})
    sys.exit(1)

say({'type': 'ready'})
for line in sys.stdin:
    call = json.loads(line)
    request_id = call['context']['requestId']
    try:
        payload = json.dumps(handler(call['event'], Context(call['context'])))
        say({'type': 'result', 'payload': payload})
    except Exception as error:
        print(describe(error), file=sys.stderr, flush=True)
        say({'type': 'error'})
`
