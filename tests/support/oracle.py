"""The credentials that boto3, or the AWS CLI, finds for each input of a list, one process for all of them.

Called with "boto3" or "aws". Reads from stdin a JSON list of {"env": {...}, "profile": NAME or null, "code": CODE};
writes a JSON list of {"key": access key id, "secret": ..., "token": ... or nothing} or {"error": text}. The CLI runs
`sts get-caller-identity`, and what it signs with counts.

Changed in what the programs do is this, and nothing else: each client of STS that names no endpoint is given the one
of AWS_ENDPOINT_URL_STS, which older versions do not know; the question for an MFA code is answered; and nothing sleeps
between two attempts. So that each input is as if a process began, the CLI's cache is emptied before it; AWS's
descriptions of its services are read once, which takes most of the time otherwise.
"""

import contextlib
import functools
import getpass
import importlib
import io
import json
import os
import shutil
import sys
import time

code = None
signer = None
getpass.getpass = lambda *_: code
time.sleep = lambda *_: None


def redirect(session_class):
    """Gives the clients of STS their endpoint; those of roles are made by the same method."""
    original = session_class.create_client

    def create_client(self, service_name, *args, **options):
        if service_name == "sts" and len(args) < 5 and options.get("endpoint_url") is None:
            options["endpoint_url"] = os.environ["AWS_ENDPOINT_URL_STS"]
        return original(self, service_name, *args, **options)

    session_class.create_client = create_client


def watch(auth_class):
    """Keeps the credentials with which the CLI asks who it is."""
    original = auth_class.add_auth

    def add_auth(self, request):
        global signer
        if "GetCallerIdentity" in str(request.data):
            signer = self.credentials
        return original(self, request)

    auth_class.add_auth = add_auth


def whole(credentials):
    token = {} if credentials.token is None else {"token": credentials.token}
    return {"key": credentials.access_key, "secret": credentials.secret_key, **token}


def by_boto3(profile):
    import boto3

    credentials = boto3.session.Session(profile_name=profile).get_credentials()
    if credentials is None:
        return {"error": "no credentials"}
    return whole(credentials.get_frozen_credentials())


def by_cli(profile):
    from awscli.clidriver import create_clidriver
    from awscli.customizations.assumerole import CACHE_DIR

    global signer
    signer = None
    shutil.rmtree(CACHE_DIR, ignore_errors=True)
    words = [] if profile is None else ["--profile", profile]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = create_clidriver().main(["sts", "get-caller-identity", *words])
    # What AWS refuses is compared, too: the credentials were there.
    return whole(signer) if signer else {"error": f"{status}: {said.getvalue()}"}


def answer(ask, given):
    global code
    # The CLI finds its own data by a variable that it sets when it is loaded.
    data = {name: value for name, value in os.environ.items() if name == "AWS_DATA_PATH"}
    os.environ.clear()
    os.environ.update({**data, **given["env"]})
    code = given["code"]
    try:
        return ask(given["profile"])
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


def main():
    tool = sys.argv[1]
    # Version 2 of the CLI has a botocore of its own.
    for name in ["botocore.session"] if tool == "boto3" else ["awscli.botocore.session", "botocore.session"]:
        with contextlib.suppress(ImportError):
            module = importlib.import_module(name)
            redirect(module.Session)
            module.create_loader = functools.cache(module.create_loader)
            watch(importlib.import_module(name.replace("session", "auth")).SigV4Auth)
    ask = by_boto3 if tool == "boto3" else by_cli
    json.dump([answer(ask, given) for given in json.load(sys.stdin)], sys.stdout)


main()
