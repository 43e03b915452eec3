import assert from "node:assert/strict";
import type { Session } from "../../src/assume/session.ts";
import { exportFormats } from "../../src/cli/export_formats.ts";
import { type FakeOptions, fakeSystem } from "./fake_system.ts";

/** What a format of `awsume export` writes for a session. */
export async function write(name: string, session: Session, options: FakeOptions = {}): Promise<string> {
  using fake = fakeSystem(options);
  const format = exportFormats.find((format) => format.name === name);
  assert.ok(format);
  return await format.write(session, fake.system);
}

/** Keys of a user. */
export const longTerm = {
  profile: "dev",
  credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "se/cr+et=" },
};
/** A session whose end is not known. */
export const temporary = {
  profile: "dev",
  credentials: { accessKeyId: "ASIAEXAMPLE", secretAccessKey: "se/cr+et=", sessionToken: "tok/en+==" },
};
/** A session with its end. */
export const expiring = {
  profile: "dev",
  credentials: { ...temporary.credentials, expiresAt: new Date("2026-01-02T03:04:05.678Z") },
};
