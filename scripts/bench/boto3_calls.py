"""Twenty API calls of one program, which has its credentials from a credential_process."""

import os

import boto3

client = boto3.client("sts", endpoint_url=os.environ["AWS_ENDPOINT_URL_STS"])
for _ in range(20):
    client.get_caller_identity()
print("done")
