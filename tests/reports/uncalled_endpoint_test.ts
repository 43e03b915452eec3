/**
 * A profile that calls nobody was refused for the sake of STS: for a region that STS has not, a URL or a setting that is
 * for another service or another tool.
 */
import assert from "node:assert/strict";
import { type Came, comeTo, givingWays, type Place, tellingWays } from "../support/ways.ts";

const keys = "aws_access_key_id = AKIAFAKEALICEEXAMPLE\naws_secret_access_key = fake/alice+secret/==\n";
const printed = '{"Version":1,"AccessKeyId":"AKIAFAKEALICEEXAMPLE","SecretAccessKey":"fake/alice+secret/=="}';
const mfaSerial = "mfa_serial = arn:aws:iam::111111111111:mfa/alice\n";

/** What stands in the way of a call to STS, and what says so. */
interface Obstacle {
  /** Lines of the profile. */
  readonly lines?: string;
  /** Other sections of the config file. */
  readonly around?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The message where STS is to be called. */
  readonly says: RegExp;
  /** The region that is exported. */
  readonly region?: string;
}

const obstacles: Readonly<Record<string, Obstacle>> = {
  "the region of Cloudflare R2": {
    lines: "region = auto\n",
    region: "auto",
    says: /Cannot use region "auto"/,
  },
  "a region of Hetzner's": { lines: "region = fsn1\n", region: "fsn1", says: /Cannot use region "fsn1"/ },
  "a region that is another kind of name": {
    lines: "region = Frankfurt\n",
    region: "Frankfurt",
    says: /Cannot use region "Frankfurt"/,
  },
  "a region of [default]": {
    around: "[default]\nregion = auto\n",
    region: "auto",
    says: /Cannot use region "auto"/,
  },
  "a MinIO of this network": {
    lines: "endpoint_url = http://minio.lan:9000\n",
    says: /over http:\/\/minio\.lan:9000 the credentials could be read/,
  },
  "a URL with a user": { lines: "endpoint_url = https://a@x.example\n", says: /has no user/ },
  "a URL beside dualstack": {
    lines: "endpoint_url = https://x.example\nuse_dualstack_endpoint = true\n",
    says: /Cannot use dualstack/,
  },
  "a missing section of services": { lines: "services = gone\n", says: /Cannot find \[services gone\]/ },
  "a section of services whose sts has a value": {
    lines: "services = mine\n",
    around: "[services mine]\nsts = https://x.example\n",
    says: /Cannot use sts in \[services mine\]/,
  },
  "no attempts": { lines: "max_attempts = 0\n", says: /Cannot use max_attempts/ },
  "a retry mode of the profile": { lines: "retry_mode = never\n", says: /Cannot use retry_mode/ },
  "a time-out in milliseconds": { lines: "read_timeout = 60000\n", says: /Cannot use read_timeout/ },
  "FIPS in a number": { lines: "use_fips_endpoint = 1\n", says: /use_fips_endpoint.*neither true nor false/ },
  "the style of hosts": { lines: "sts_regional_endpoints = global\n", says: /Cannot use sts_regional_end/ },
  "LocalStack's URL": {
    env: { AWS_ENDPOINT_URL: "http://localstack:4566" },
    says: /Cannot use AWS_ENDPOINT_URL: over http/,
  },
  "LocalStack's URL for STS": {
    env: { AWS_ENDPOINT_URL_STS: "localstack:4566" },
    says: /Cannot use AWS_ENDPOINT_URL_STS: "localstack:4566" is no URL/,
  },
  "a retry mode": { env: { AWS_RETRY_MODE: "x" }, says: /Cannot use AWS_RETRY_MODE/ },
  "attempts without end": { env: { AWS_MAX_ATTEMPTS: "-1" }, says: /Cannot use AWS_MAX_ATTEMPTS/ },
  "FIPS in a number, in a variable": {
    env: { AWS_USE_FIPS_ENDPOINT: "1" },
    says: /AWS_USE_FIPS_ENDPOINT.*neither true nor false/,
  },
  "dualstack in a word": {
    env: { AWS_USE_DUALSTACK_ENDPOINT: "yes" },
    says: /AWS_USE_DUALSTACK_ENDPOINT.*neither true nor false/,
  },
  "a switch for URLs that is none": {
    env: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "on" },
    says: /AWS_IGNORE_CONFIGURED_ENDPOINT_URLS.*neither true nor false/,
  },
  "the region of awsume's settings": {
    env: { XDG_CONFIG_HOME: "/home/me/xdg" },
    region: "auto",
    says: /Cannot use region "auto" \(awsume's config.yaml\)/,
  },
};

const settings = { "/home/me/xdg/awsume/config.yaml": "region: auto\n" };

/** The files of a profile `p` with this obstacle, whose own lines are those. */
function placeOf({ lines = "", around = "", env = {} }: Obstacle, own: string, more: Place = {}): Place {
  return { config: `${around}[profile p]\n${own}${lines}`, files: settings, env, ...more };
}

/** What says whose keys came, in each way. */
function identityOf(way: string, { stdout, given }: Came): string | undefined {
  if (way === "exec") return given.AWS_ACCESS_KEY_ID;
  return /AKIAFAKE\w+/.exec(stdout)?.[0];
}

for (const [title, obstacle] of Object.entries(obstacles)) {
  Deno.test(`a profile of keys works whatever STS would say to ${title}`, async () => {
    for (const [way, wordsFor] of Object.entries(givingWays)) {
      const came = await comeTo(wordsFor("p"), placeOf(obstacle, keys));
      assert.deepEqual([way, came.status, came.stderr], [way, 0, ""]);
      assert.equal(identityOf(way, came), "AKIAFAKEALICEEXAMPLE", way);
      if (way === "exec") assert.equal(came.given.AWS_REGION, obstacle.region);
    }
  });

  Deno.test(`the profiles are told whatever STS would say to ${title}`, async () => {
    for (const [way, wordsFor] of Object.entries(tellingWays)) {
      const came = await comeTo(wordsFor("p"), placeOf(obstacle, keys));
      const isDoctor = way === "doctor";
      assert.ok(isDoctor || came.status === 0, `${way}: ${came.status} ${came.stderr}`);
      assert.doesNotMatch(came.stdout + came.stderr, obstacle.says, way);
    }
  });

  Deno.test(`what a command prints works whatever STS would say to ${title}`, async () => {
    for (const [way, wordsFor] of Object.entries(givingWays)) {
      const place = placeOf(obstacle, "credential_process = give\n", { outputs: [printed] });
      const came = await comeTo(wordsFor("p"), place);
      assert.deepEqual([way, came.status, came.stderr], [way, 0, ""]);
      assert.equal(identityOf(way, came), "AKIAFAKEALICEEXAMPLE", way);
    }
  });

  Deno.test(`where STS is called, ${title} is refused before anything is asked or run`, async () => {
    const callers = {
      "a session": keys + mfaSerial,
      "a role": `role_arn = arn:aws:iam::222222222222:role/one\nsource_profile = p\n${keys}`,
      "a role over a command": "role_arn = arn:aws:iam::222222222222:role/one\ncredential_process = give\n",
      "a web identity": "role_arn = arn:aws:iam::222222222222:role/one\nweb_identity_token_process = give\n",
      "an assertion": "saml_process = give\n",
    };
    for (const [caller, own] of Object.entries(callers)) {
      for (const wordsFor of [...Object.values(givingWays), tellingWays.explain ?? (() => [])]) {
        const came = await comeTo(wordsFor("p"), placeOf(obstacle, own));
        assert.equal(came.status, 3, `${caller}: ${wordsFor("p").join(" ")} ${came.stderr}`);
        assert.match(came.stderr, obstacle.says);
        assert.doesNotMatch(came.stdout, /AKIA/);
      }
      const ls = await comeTo(["ls", "p"], placeOf(obstacle, own));
      assert.match(ls.stdout, obstacle.says, caller);
      const doctor = await comeTo(["doctor", "--offline"], placeOf(obstacle, own));
      assert.match(doctor.stdout, obstacle.says, caller);
    }
  });
}

Deno.test("a file with a [default] that cannot be read keeps nobody from --json", async () => {
  const place = { config: "[default]\nregion\n", files: settings };
  const given = '{"AccessKeyId":"AKIAFAKEGIVEN","SecretAccessKey":"s"}';
  const came = await comeTo(["--json", given], place);
  assert.deepEqual([came.status, came.stderr], [0, ""]);
  assert.match(came.stdout, /AKIAFAKEGIVEN/);
});

Deno.test("what is no name of a region reaches no shell and no program, whoever is called", async () => {
  const places = { "a control character": "eu\x1b[31m", "a comment": "eu-west-1#home", "words": "eu west" };
  for (const [what, region] of Object.entries(places)) {
    for (const wordsFor of [...Object.values(givingWays), ...Object.values(tellingWays).slice(0, 2)]) {
      const came = await comeTo(wordsFor("p"), { config: `[profile p]\n${keys}region = ${region}\n` });
      assert.equal(came.status, 3, what);
      assert.match(came.stderr, /\(\/home\/me\/\.aws\/config:4\): it is no name of a region/);
      assert.doesNotMatch(came.stdout, /AKIA/);
      assert.deepEqual(came.given, {});
    }
  }
});

Deno.test("a [default] that is not for STS is worth a look of the doctor's, and no problem", async () => {
  const place = { config: "[default]\nregion = auto\n", credentials: `[default]\n${keys}` };
  const { stdout } = await comeTo(["doctor", "--json"], place);
  const { findings } = JSON.parse(stdout);
  const found = (check: string): readonly string[] =>
    findings.filter((each: Record<string, string>) => each.check === check).map((
      { level, text }: Record<string, string>,
    ) => `${level}: ${text}`);
  assert.deepEqual(found("network"), [
    'warning: Cannot use region "auto" (/home/me/.aws/config:2): AWS has no region of that kind',
  ]);
  assert.deepEqual(found("profiles"), ["ok: 1 can be used"]);
});
