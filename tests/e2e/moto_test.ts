import assert from "node:assert/strict";
import { makeAssertion, makeToken } from "../support/fake_federation.ts";
import { addRole, addUser, arnOf, type Moto, motoAccount, motoServer, startMoto } from "../support/moto.ts";
import { testWith } from "../support/shells.ts";
import { startWorld, type World } from "../support/world.ts";

/** moto's server as a second STS, written by others: what our own takes has to do there too. */
const device = `arn:aws:iam::${motoAccount}:mfa/alice`;

const config = `[profile one]\nrole_arn = ${arnOf("one")}\nsource_profile = alice\n` +
  `[profile two]\nrole_arn = ${arnOf("two")}\nsource_profile = one\nrole_session_name = second\n` +
  `[profile closed]\nrole_arn = ${arnOf("closed")}\nsource_profile = alice\n` +
  `[profile slip]\nrole_arn = ${arnOf("one")}\nsource_profile = wrong\n` +
  `[profile device]\nmfa_serial = ${device}\n` +
  `[profile web]\nrole_arn = ${arnOf("web")}\nweb_identity_token_file = ~/token\nrole_session_name = job\n`;

interface Place extends AsyncDisposable {
  readonly moto: Moto;
  readonly world: World;
  run(...words: readonly string[]): ReturnType<World["run"]>;
}

/** A user of moto's with keys, and roles that are taken from each other: `closed` trusts a stranger alone. */
async function startPlace(): Promise<Place> {
  const moto = await startMoto();
  const keys = await addUser(moto);
  await addRole("one", `arn:aws:iam::${motoAccount}:user/alice`, moto);
  await addRole("two", `arn:aws:sts::${motoAccount}:assumed-role/one/one`, moto);
  await addRole("closed", `arn:aws:iam::${motoAccount}:user/stranger`, moto);
  const id = `aws_access_key_id = ${keys.get("AccessKeyId")}\n`;
  const secret = `aws_secret_access_key = ${keys.get("SecretAccessKey")}\n`;
  const credentials = `[alice]\n${id}${secret}[wrong]\n${id}aws_secret_access_key = slip\n` +
    `[device]\n${id}${secret}`;
  const world = await startWorld({ config, credentials });
  return {
    moto,
    world,
    run: (...words) => world.awsume(words, { env: { AWS_ENDPOINT_URL_STS: moto.url } }),
    async [Symbol.asyncDispose](): Promise<void> {
      await Promise.all([moto, world].map((each) => each[Symbol.asyncDispose]()));
    },
  };
}

/** Runs awsume, which has to succeed, and asks moto whose the exported key is. */
async function identify(words: readonly string[], { moto, run }: Place): Promise<string | undefined> {
  const { status, stdout, stderr } = await run(...words);
  assert.equal(status, 0, stderr);
  const key = /AWS_ACCESS_KEY_ID='?(\w+)/.exec(stdout)?.[1];
  await moto.set("open");
  return (await moto.call("sts", { Action: "GetCallerIdentity" }, key)).get("Arn");
}

testWith(motoServer, "moto takes our signatures, and gives a role from a role", async () => {
  await using place = await startPlace();
  await place.moto.set("checking");
  // Keys do not say whose account they are of: moto is asked.
  const words = ["credential-process", "alice", "--expect-account"];
  assert.equal((await place.run(...words, motoAccount)).status, 0);
  assert.equal((await place.run(...words, "222222222222")).status, 3);
  const arn = await identify(["two"], place);
  assert.equal(arn, `arn:aws:sts::${motoAccount}:assumed-role/two/second`);
  assert.deepEqual(place.world.calls(), []);
});

testWith(motoServer, "what moto refuses ends with its words, and exports nothing", async () => {
  await using place = await startPlace();
  await place.moto.set("checking");
  for (const [profile, says] of [["closed", /not authorized/i], ["slip", /signature/i]] as const) {
    const { status, stdout, stderr } = await place.run(profile);
    assert.equal(status, 1, stderr);
    assert.match(stderr, says);
    assert.doesNotMatch(stdout, /AWS/);
  }
});

testWith(
  motoServer,
  "moto gives a session for a code, and roles for a token and for an assertion",
  async () => {
    await using place = await startPlace();
    const { home } = place.world;
    await Deno.writeTextFile(`${home}/token`, makeToken({ iss: "https://issuer.example", aud: "sts" }));
    const provider = `arn:aws:iam::${motoAccount}:saml-provider/corp`;
    const assertion = makeAssertion({ roles: [`${arnOf("saml")},${provider}`], sessionDuration: "1800" });
    await Deno.writeTextFile(`${home}/assertion`, btoa(assertion));
    const session = await place.run("device", "--mfa-token", "123456");
    assert.equal(session.status, 0, session.stderr);
    assert.match(session.stdout, /AWS_SESSION_TOKEN='/);
    const assumed = `arn:aws:sts::${motoAccount}:assumed-role`;
    assert.equal(await identify(["web"], place), `${assumed}/web/job`);
    const saml = ["--with-saml", "--saml-assertion", "assertion"];
    assert.equal(await identify(saml, place), `${assumed}/saml/alice@example.com`);
  },
);
