"""boto3, or the AWS CLI's own machinery, as it finds credentials by itself.

Without arguments: whose the credentials are, asked of STS. With "keys" (or "cli-keys"): for each line of
CONFIG<tab>CREDENTIALS<tab>PROFILE on standard input a line of JSON, with the access key id or what went wrong.
"""
import json
import os
import sys


def boto3_credentials():
    import boto3

    return boto3.session.Session().get_credentials()


def cli_credentials():
    from awscli.clidriver import create_clidriver

    return create_clidriver().session.get_credentials()


def read_keys(find):
    for line in sys.stdin:
        config, credentials, profile = line.rstrip("\n").split("\t")
        os.environ.update(AWS_CONFIG_FILE=config, AWS_SHARED_CREDENTIALS_FILE=credentials, AWS_PROFILE=profile)
        try:
            found = find()
            answer = {"key": found.get_frozen_credentials().access_key} if found else {"error": "no credentials"}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if len(sys.argv) > 1:
    read_keys(cli_credentials if sys.argv[1] == "cli-keys" else boto3_credentials)
else:
    import boto3

    # Older ones do not read the variable.
    url = os.environ.get("AWS_ENDPOINT_URL_STS")
    print(boto3.client("sts", endpoint_url=url).get_caller_identity()["Arn"])
