"""s3cmd, as it finds keys by itself without a .s3cfg: it reads the credentials file with Python's ConfigParser.

For each line of CONFIG<tab>CREDENTIALS<tab>PROFILE on standard input a line of JSON, with the access key id or what went
wrong.
"""
import json
import os
import sys

from S3.Config import Config


def ask_the_machine(_):
    raise LookupError("no keys: it asks the instance it runs on")


Config.role_config = ask_the_machine
for line in sys.stdin:
    _, credentials, profile = line.rstrip("\n").split("\t")
    os.environ.update(AWS_CREDENTIAL_FILE=credentials, AWS_PROFILE=profile)
    # It keeps what it has found for a run, in the class.
    Config._instance = None
    Config.access_key = Config.secret_key = Config.access_token = ""
    try:
        answer = {"key": Config("/nowhere/s3cfg").access_key}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
