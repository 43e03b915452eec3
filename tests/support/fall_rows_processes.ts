/** Commands that print no credentials, or none that may be used. */
import { good, print, type Row } from "./fall_row.ts";

export const processRows: Readonly<Record<string, Row>> = {
  "process: no such program": {
    config: "credential_process = no-such-program-here\n",
    status: 3,
    says: /its program is not found/,
  },
  "process: no value": {
    config: "credential_process =\n",
    status: 3,
    says: /credential_process has no value/,
  },
  "process: kept under no name": {
    config: `${print(`{${good}}`)}awsume_keep =\n`,
    status: 3,
    says: /awsume_keep of profile "p" \(\S+:\d+\): it names no variable/,
  },
  "process: kept under what is no name": {
    config: `${print(`{${good}}`)}awsume_keep = $STAGE\n`,
    status: 3,
    says: /awsume_keep of profile "p" \(\S+:\d+\): word 1 of it is no name of a variable/,
  },
  "process: fails": { config: "credential_process = exit 7\n", status: 1, says: /ended with status 7/ },
  "process: prints nothing": { config: "credential_process = true\n", status: 1, says: /prints nothing/ },
  "process: no JSON": { config: "credential_process = echo hello\n", status: 1, says: /no JSON/ },
  "process: another version": {
    config: print(`{${good.replace(":1,", ":2,")}}`),
    status: 1,
    says: /not of Version 1/,
  },
  "process: a version in quotes": {
    config: print(`{${good.replace(":1,", ':"1",')}}`),
    status: 1,
    says: /not of Version 1/,
  },
  "process: megabytes": {
    config: "credential_process = head -c 2000000 /dev/zero\n",
    status: 1,
    says: /more than 65,?536|KiB|bytes/,
  },
  "process: no secret": {
    config: print('{"Version":1,"AccessKeyId":"AKIA"}'),
    status: 1,
    says: /SecretAccessKey/,
  },
  "process: ended": {
    config: print(`{${good},"SessionToken":"t","Expiration":"2020-01-01T00:00:00Z"}`),
    status: 4,
    says: /ended at 2020/,
  },
  "process: an end that is no time": {
    config: print(`{${good},"Expiration":"soon"}`),
    status: 1,
    says: /Expiration/,
  },
  "process: a list": { config: print(`[{${good}}]`), status: 1, says: /no JSON object/ },
  "process: a number for a key": {
    config: print('{"Version":1,"AccessKeyId":1,"SecretAccessKey":"x"}'),
    status: 1,
    says: /AccessKeyId is no text/,
  },
  "process: killed": {
    config: "credential_process = kill -9 $$\n",
    status: 1,
    says: /credential_process of/,
  },
  "process: credentials, and a failure": {
    config: `credential_process = printf '%s' '{${good},"Version":1}'; exit 1\n`,
    status: 1,
    says: /ended with status 1/,
  },
};
