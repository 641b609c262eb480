/**
 * The Python program that runs moto. It listens on a free loopback port, says which on its first line
 * of output, and ends when its standard input does: the kernel closes that pipe however the daemon
 * dies, so moto never outlives it. Exit code 3 says that this Python has no moto server, or one over a
 * botocore that does not know CloudWatch's JSON protocol: moto takes the protocols from there, and
 * today's JavaScript client speaks no other (botocore's data/cloudwatch, since 1.42).
 */
export const keeperProgram = `
import json, os, sys, threading

try:
    import moto
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server
    from botocore.loaders import Loader
except ImportError as problem:
    print(problem, file=sys.stderr)
    sys.exit(3)

cloudwatch = Loader().load_service_model("cloudwatch", "service-2")
if "json" not in cloudwatch["metadata"].get("protocols", []):
    print("the botocore of", sys.executable, "is too old for this rehearsal", file=sys.stderr)
    sys.exit(3)

import logging

logging.getLogger("werkzeug").setLevel(logging.ERROR)
application = DomainDispatcherApplication(create_backend_app)
one_at_a_time = threading.Lock()


# AWS decides a condition and writes in one; moto looks, and then writes what another thread may have changed meanwhile.
def serve(environ, start_response):
    conditional = environ["REQUEST_METHOD"] == "PUT" and ("HTTP_IF_MATCH" in environ or "HTTP_IF_NONE_MATCH" in environ)
    if not conditional and not environ.get("HTTP_X_AMZ_TARGET", "").startswith("DynamoDB_"):
        return application(environ, start_response)
    with one_at_a_time:
        return [b"".join(application(environ, start_response))]


server = make_server("127.0.0.1", 0, serve, threaded=True)
os.environ["MOTO_PORT"] = str(server.server_port)


def end_with_parent():
    sys.stdin.buffer.read()
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()
print(json.dumps({"port": server.server_port, "python": sys.executable, "version": moto.__version__}), flush=True)
server.serve_forever()
`
