"""Whose credentials boto3 finds in pairs of files, one line of JSON for each that comes on stdin.

The first line is {"users": [...], "roles": [ARN, ...]}: who there is. Each other one is
{"config": TEXT, "credentials": TEXT, "profile": NAME, "cleaned": BOOLEAN}; the answer is {"gives": TEXT}, as
`describeWhole` of tests/support/oracle_people.ts says it, or {"error": TEXT}. With `cleaned` the files are first written
anew as docs/config-files.md says that awsume reads them, so that boto3 refuses none of them: of what it cannot read, that
page is read a second time here, by other means.

Nobody is called. In the place of STS stands a class that knows whose credentials it is given.
"""

import getpass
import json
import os
import re
import shlex
import shutil
import sys
import tempfile

# Before botocore is loaded, which keeps the function.
getpass.getpass = lambda *_: "123456"

import boto3
import botocore.exceptions
import botocore.session

users = {}
roles = set()
issued = {}


def describe(key, secret, token):
    if key == "":
        return "error"
    token = token or None
    known = issued.get(key) or users.get(key)
    if known is None:
        return "a stranger"
    more = [] if secret == known["secret"] else ["another secret"]
    if token != known["token"] and token is not None:
        more.append("the token " + token)
    text = " with ".join([known["name"], *more])
    return text + (" without its token" if token is None and known["token"] is not None else "")


class Sts:
    """Gives roles to those whose credentials are whole."""

    def __init__(self, key, secret, token):
        self.caller = (key, secret, token)

    def assume_role(self, RoleArn, RoleSessionName, ExternalId=None, DurationSeconds=None, **_):
        caller = describe(*self.caller)
        known = {each["name"] for each in [*users.values(), *issued.values()]}
        odd = ExternalId is not None and not re.fullmatch(r"[\w+=,.@:/-]{2,1224}", ExternalId, re.ASCII)
        if odd or len(RoleSessionName) < 2 or caller not in known or RoleArn not in roles:
            raise botocore.exceptions.ClientError({"Error": {"Code": "AccessDenied"}}, "AssumeRole")
        # What STS does not take in a name, awsume replaces.
        session = re.sub(r"[^\w+=,.@-]", "_", RoleSessionName, flags=re.ASCII)[:64]
        chosen = session if session.startswith("chosen") else None
        more = [str(each) for each in (ExternalId, DurationSeconds, chosen) if each is not None]
        name = RoleArn.split("/")[-1] + (f"({', '.join(more)})" if more else "")
        key = f"ASIA{len(issued)}"
        issued[key] = {"name": f"{caller} > {name}", "secret": "s", "token": "t"}
        return {
            "Credentials": {
                "AccessKeyId": key,
                "SecretAccessKey": "s",
                "SessionToken": "t",
                "Expiration": "2999-01-01T00:00:00Z",
            }
        }


def create_client(self, service, *_, aws_access_key_id=None, aws_secret_access_key=None, aws_session_token=None, **__):
    return Sts(aws_access_key_id, aws_secret_access_key, aws_session_token)


botocore.session.Session.create_client = create_client


def ask(profile):
    session = boto3.session.Session(botocore_session=botocore.session.Session(profile=profile))
    credentials = session.get_credentials()
    if credentials is None:
        return {"error": "no credentials"}
    frozen = credentials.get_frozen_credentials()
    gives = describe(frozen.access_key, frozen.secret_key, frozen.token)
    return {"error": "empty key"} if gives == "error" else {"gives": gives}


def read(text, is_config):
    """The profiles of a file, by name: their settings, or None where a line of one cannot be understood."""
    found = {}
    plain = {}
    section = None
    key = None
    opened = 10**9
    for line in re.split(r"\r\n?|\n", text.removeprefix("\ufeff")):
        stripped = line.strip()
        if stripped == "" or stripped[0] in "#;":
            continue
        indent = len(line) - len(line.lstrip())
        if indent > opened:
            if section is not None and key is not None:
                section[key] = section.get(key, "") + "\n" + stripped
            continue
        if stripped[0] == "[":
            section, key, opened = None, None, 10**9
            inside = re.match(r"\[([^]]*)\][^]]*$", stripped)
            words = split(inside.group(1)) if inside else []
            if inside and inside.group(1).strip() == "DEFAULT":
                pass
            elif not is_config:
                section = found.setdefault(inside.group(1).strip(), {}) if inside else None
            elif len(words) == 2 and words[0] == "profile":
                section = found.setdefault(words[1], {})
            elif len(words) == 1 and not words[0].startswith("profile"):
                section = plain.setdefault(words[0], {})
            continue
        opened, key = indent, None
        name, equals, value = re.split(r"\s[#;]", stripped)[0].partition("=")
        if section is None:
            continue
        if not equals or not name.strip() or re.match(r"\S+\s*:\s", name):
            section[""] = "broken"
        elif not re.search(r"\s", name.strip()):
            key = name.strip().lower()
            section[key] = value.strip()
    for settings in [*plain.values(), *found.values()]:
        # Below a key without a value stand settings of its own.
        nested = [line for value in settings.values() if value.startswith("\n") for line in value.split("\n")[1:]]
        if any("=" not in line for line in nested):
            settings[""] = "broken"
    return {**plain, **found}


def split(text):
    try:
        return shlex.split(text)
    except ValueError:
        return []


def cleaned(config, credentials):
    """Both files as awsume's documentation reads them. A profile that cannot be read has a role that nobody can have."""
    texts = [read(config, True), read(credentials, False)]
    broken = {name for each in texts for name, settings in each.items() if "" in settings}
    written = []
    for kind, profiles in zip(("config", "credentials"), texts):
        lines = []
        for name, settings in profiles.items():
            if name in broken and kind == "credentials":
                continue
            if name in broken:
                settings = {"role_arn": "broken", "source_profile": "there is none"}
            header = name if kind == "credentials" or name == "default" else "profile " + shlex.quote(name)
            lines.append(f"[{header}]")
            # A setting without a value is none.
            kept = {key: value for key, value in settings.items() if value or not re.match("aws_|external_id|role_session_name", key)}
            lines += [f"{key} = " + value.replace("\n", "\n  ") for key, value in kept.items()]
        written.append("\n".join(lines) + "\n")
    return written


def answer(given, paths):
    config, credentials = given["config"], given["credentials"]
    if given["cleaned"]:
        config, credentials = cleaned(config, credentials)
    for path, text in zip(paths, (config, credentials)):
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    issued.clear()
    try:
        return ask(given["profile"])
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


def main():
    world = json.loads(sys.stdin.readline())
    for user in world["users"]:
        name = user["arn"].split("/")[-1]
        users[user["accessKeyId"]] = {"name": name, "secret": user["secretAccessKey"], "token": user.get("sessionToken")}
    roles.update(world["roles"])
    print(json.dumps({"version": boto3.__version__}), flush=True)
    folder = tempfile.mkdtemp()
    try:
        paths = [os.path.join(folder, name) for name in ("config", "credentials")]
        os.environ["AWS_CONFIG_FILE"], os.environ["AWS_SHARED_CREDENTIALS_FILE"] = paths
        os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
        for line in sys.stdin:
            print(json.dumps(answer(json.loads(line), paths)), flush=True)
    finally:
        shutil.rmtree(folder)


main()
