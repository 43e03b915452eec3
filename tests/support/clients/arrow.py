"""The AWS SDK for C++, as pyarrow brings it: which access key signs a request, per profile.

It tells nobody its credentials, so a server on loopback reads them from the signature. For each line of
CONFIG<tab>CREDENTIALS<tab>PROFILE on standard input a line of JSON.
"""
import http.server
import json
import os
import re
import sys
import threading

import pyarrow.fs


def ask(env):
    """In a process of its own: the SDK reads its files once. Importing it takes most of the time of a new one."""
    os.environ.update(env)
    s3 = pyarrow.fs.S3FileSystem(
        endpoint_override=env["SEEN_BY"], scheme="http", region="us-east-1", connect_timeout=2, request_timeout=5
    )
    try:
        s3.get_file_info("bucket/key")
    except OSError:
        pass


seen = {}


class Server(http.server.BaseHTTPRequestHandler):
    def do_HEAD(self):
        key = re.search(r"Credential=([^/]+)", self.headers.get("Authorization", ""))
        seen.setdefault("key", key.group(1) if key else None)
        self.send_response(404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
for line in sys.stdin:
    config, credentials, profile = line.rstrip("\n").split("\t")
    seen.clear()
    env = {
        "AWS_CONFIG_FILE": config,
        "AWS_SHARED_CREDENTIALS_FILE": credentials,
        "AWS_PROFILE": profile,
        "SEEN_BY": f"127.0.0.1:{server.server_port}",
    }
    child = os.fork()
    if child == 0:
        ask(env)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    key = seen.get("key")
    print(json.dumps({"key": key} if key else {"error": f"unsigned, status {status}"}), flush=True)
