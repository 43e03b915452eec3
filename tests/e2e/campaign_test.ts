import assert from "node:assert/strict";
import { tryFiles } from "../../scripts/campaign/files.ts";
import { testWith } from "../support/shells.ts";

testWith(
  "/usr/lib/python3/dist-packages/boto3",
  "pairs of files at random give what boto3 finds in them, or are refused with a line",
  async () => {
    const said: string[] = [];
    const options = {
      cases: 500,
      seed: 1,
      python: "/usr/bin/python3",
      tell: (line: string) => void said.push(line),
    };
    assert.equal(await tryFiles(options), 0, said.join("\n"));
    // A generator that makes nothing but refusals would prove nothing.
    const same = Number(/(\d+) {2}the same$/m.exec(said.join("\n"))?.[1]);
    assert.ok(same > 100, said.join("\n"));
  },
);
