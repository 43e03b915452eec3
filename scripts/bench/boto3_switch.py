"""The access key id of the credentials of a profile, or of none, got by boto3: what awsume is compared with."""

import sys

import boto3

print(boto3.Session(profile_name=(sys.argv + [None])[1]).get_credentials().get_frozen_credentials().access_key)
