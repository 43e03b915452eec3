import { strictEqual as equal } from "node:assert/strict";
import { needsHome, profileFiles } from "../../src/aws/profile_files.ts";
import type { System } from "../../src/system.ts";

const places: readonly (readonly [string, System["os"], string, string, string])[] = [
  ["expands ~/", "linux", "/h", "~/c", "/h/c"],
  ["expands a bare ~", "linux", "/h", "~", "/h"],
  ["leaves ~name alone", "linux", "/h", "~name/c", "~name/c"],
  ["leaves ~\\ alone on Linux", "linux", "/h", "~\\c", "~\\c"],
  ["expands ~\\ on Windows", "windows", "C:\\h", "~\\c", "C:\\h\\c"],
  ["expands ~/ on Windows", "windows", "C:\\h", "~/c", "C:\\h/c"],
  ["takes blank as unset", "darwin", "/h", " ", "/h/.aws/config"],
  ["writes no separator twice", "linux", "/", "", "/.aws/config"],
  ["writes no separator twice on Windows", "windows", "C:\\", "", "C:\\.aws\\config"],
  ["leaves patterns in the home folder alone", "linux", "/$&", "~/c", "/$&/c"],
  ["keeps relative paths", "linux", "/h", "c", "c"],
];

for (const [criterion, os, home, variable, config] of places) {
  Deno.test(`profileFiles() ${criterion}`, () => {
    equal(profileFiles({ AWS_CONFIG_FILE: variable }, os, home).config, config);
  });
}

Deno.test("needsHome() is false when both files are named and neither starts with ~", () => {
  equal(needsHome({ AWS_CONFIG_FILE: "/c", AWS_SHARED_CREDENTIALS_FILE: "/k" }), false);
  equal(needsHome({ AWS_CONFIG_FILE: "/c", AWS_SHARED_CREDENTIALS_FILE: "~/k" }), true);
  equal(needsHome({ AWS_CONFIG_FILE: "/c" }), true);
});
