import assert from "node:assert/strict";
import { oracleInputs } from "../conformance/oracle/inputs.ts";
import { askAwsume, askOracle, type OracleInput, startOracleWorlds } from "../support/oracle.ts";
import { testWith } from "../support/shells.ts";

/**
 * awsume, boto3 and the AWS CLI are given the same files and variables, and asked for the same profile. The table
 * says what awsume gives, and where one of the others gives something else, and why: such a difference is expected
 * here like everything else, so that the table stays true.
 */
type Tool = "awsume" | "boto3" | "aws";

function expectedOf({ gives, differs }: OracleInput, tool: Tool): string {
  return tool === "awsume" ? gives : differs?.others ?? gives;
}

/** Each input beside what was given, in the same order. */
function assertGiven(tool: Tool, given: readonly string[], inputs = oracleInputs): void {
  const rows = inputs.map((input, index) => ({ input, given: given[index] }));
  const wrong = rows.filter(({ input, given: each }) => each !== expectedOf(input, tool));
  const lines = wrong.map(({ input, given: each }) =>
    `${input.title}: ${each}, not ${expectedOf(input, tool)}`
  );
  assert.deepEqual(lines, []);
}

// Some of the inputs run a program of Unix.
const ignore = Deno.build.os === "windows";

Deno.test({ name: "awsume gives for every input what the table says", ignore }, async () => {
  await using worlds = await startOracleWorlds(oracleInputs);
  assertGiven("awsume", await askAwsume(worlds.places));
});

/** They stand for the others. */
const some = oracleInputs.filter((_, index) => index % 16 === 0);

Deno.test(
  { name: "the program itself gives for some of the inputs what the table says", ignore },
  async () => {
    await using worlds = await startOracleWorlds(some);
    assertGiven("awsume", await askAwsume(worlds.places, "run"), some);
  },
);

for (
  const [tool, program] of [
    ["boto3", "/usr/lib/python3/dist-packages/boto3"],
    ["aws", "/usr/lib/python3/dist-packages/awscli"],
  ] as const
) {
  testWith(
    program,
    `${tool} gives for every input what awsume gives, but where the table says why not`,
    async () => {
      await using worlds = await startOracleWorlds(oracleInputs);
      assertGiven(tool, await askOracle(tool, worlds.places));
    },
  );
}
