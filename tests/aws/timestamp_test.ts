import assert from "node:assert/strict";
import { readInstant, readOwnTimestamp } from "../../src/aws/timestamp.ts";

const noon = "2026-01-31T12:00:00.000Z";

/** What programs print for that noon, and whether it says its zone. */
const forms: readonly (readonly [text: string, hasZone: boolean])[] = [
  ["2026-01-31T12:00:00Z", true],
  ["2026-01-31t12:00:00z", true],
  ["2026-01-31T12:00:00.123456Z", true],
  ["2026-01-31T12:00:00,123Z", true],
  ["2026-01-31T12:00Z", true],
  ["2026-01-31T13:00:00+01:00", true],
  ["2026-01-31T13:00:00+0100", true],
  ["2026-01-31T13:00:00+01", true],
  ["2026-01-31T06:30:00-05:30", true],
  ["2026-01-31 12:00:00 +0000", true],
  ["2026-01-31 12:00:00 +0000 UTC", true],
  ["2026-01-31 13:00:00.5 +0100 CET", true],
  ["2026-01-31 12:00:00 UTC", true],
  ["2026-01-31 12:00:00UTC", true],
  ["2026-01-31 12:00:00 GMT", true],
  ["Sat, 31 Jan 2026 12:00:00 GMT", true],
  ["31 Jan 2026 13:00:00 +0100", true],
  ["2026-01-31T12:00:00", false],
  ["2026-01-31 12:00:00", false],
  ["2026-01-31 12:00", false],
];

for (const [text, hasZone] of forms) {
  Deno.test(`readInstant() reads ${text}`, () => {
    const found = readInstant(text);
    assert.equal(found?.at.toISOString(), noon);
    assert.equal(found?.hasZone, hasZone);
  });
}

const none = [
  "",
  "tomorrow",
  "12h",
  "1769860800",
  "2026-01-31",
  "2026-02-30T12:00:00Z",
  "2025-02-29T12:00:00Z",
  "2026-13-01T12:00:00Z",
  "2026-01-31T25:00:00Z",
  "2026-01-31T12:00:00+99:00",
  "2026-01-31T12:00:00 CET",
  "31/01/2026 12:00:00",
  "Sat, 31 Foo 2026 12:00:00 GMT",
  "2026-01-31T12:00:00Z and more",
];

for (const text of none) {
  Deno.test(`readInstant() takes ${JSON.stringify(text)} for no instant`, () => {
    assert.equal(readInstant(text), undefined);
  });
}

Deno.test("readOwnTimestamp() takes what version 4 wrote for local time", () => {
  assert.equal(readOwnTimestamp("2026-01-31 12:00:00")?.getTime(), new Date(2026, 0, 31, 12).getTime());
  assert.equal(readOwnTimestamp("2026-01-31T12:00:00Z")?.toISOString(), noon);
  assert.equal(readOwnTimestamp("soon"), undefined);
});
