"""git-remote-codecommit, as git calls it: whose credentials sign the address that git is given.

For each line of CONFIG<tab>CREDENTIALS<tab>PROFILE on standard input a line of JSON, with the access key id or what went
wrong. The profile is that of AWS_PROFILE; with "url" it stands in the repository's address.
"""
import json
import os
import sys

from git_remote_codecommit import Context

in_address = sys.argv[1:] == ["url"]
os.environ["AWS_REGION"] = os.environ["AWS_DEFAULT_REGION"] = "us-east-1"
for line in sys.stdin:
    config, credentials, profile = line.rstrip("\n").split("\t")
    os.environ.update(AWS_CONFIG_FILE=config, AWS_SHARED_CREDENTIALS_FILE=credentials)
    if in_address:
        os.environ.pop("AWS_PROFILE", None)
    else:
        os.environ["AWS_PROFILE"] = profile
    address = f"codecommit://{profile}@repository" if in_address else "codecommit://repository"
    try:
        answer = {"key": Context.from_url(address).credentials.get_frozen_credentials().access_key}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
