/** Writes `.github/CONFORMANCE.md` from the rows of `tests/conformance`: `deno task conformance`. */
import { fileURLToPath } from "node:url";
import { oracleInputs } from "../tests/conformance/oracle/inputs.ts";
import type { Row } from "../tests/conformance/row.ts";
import { allRows } from "../tests/conformance/rows.ts";
import type { OracleInput } from "../tests/support/oracle.ts";

/** Where the page is. */
export const conformancePath = fileURLToPath(new URL("../.github/CONFORMANCE.md", import.meta.url));

const introduction = `# Conformance

What awsume 4.5, the Python program, does in every case that its behaviour was recorded for, and what this awsume
does about it. Each row is a test of the same number in \`tests/conformance\`, run against the executable.
\`deno task conformance\` writes this page from the tests; a test fails when it is not current.

- **same**: a person sees what awsume 4.5 showed. Wording, colours and the way times are written may differ.
- **better**: what awsume 4.5 does is a fault; the last column says what happens now, and why.
- **decided**: there was a choice; the last column says what was chosen, and why.
- **later**: a source of credentials that is not supported yet. awsume says so and stops.

Exit codes are this program's everywhere: 0 done, 1 AWS, the network or a child program said no, 2 the command
line is wrong, 3 a file or profile must be fixed, 4 prove who you are, 130 Ctrl-C. awsume 4.5 ends with 1 for all
of 1, 3 and 4, and with 0 for Ctrl-C.
`;

const header = [
  "| # | id | case | awsume 4.5 | verdict | where this awsume differs, and why |",
  "| --: | --- | --- | --- | --- | --- |",
];

const oracleIntroduction = `## Against the AWS CLI and boto3

\`tests/e2e/oracle_test.ts\` gives awsume, boto3 and the AWS CLI the same files, variables and profile, and looks at
whose credentials each of them ends with: a person's or a machine's, then the roles, with what was asked for them.
All three agree but for the inputs below, on which boto3 and the AWS CLI agree with each other. The inputs are in
\`tests/conformance/oracle\`; a test fails when a difference goes away, too.
`;

const oracleHeader = [
  "| input | awsume | boto3 and the AWS CLI | why |",
  "| --- | --- | --- | --- |",
];

/** The whole page. */
export function toConformanceText(rows: readonly Row[], inputs: readonly OracleInput[]): string {
  const lines = [...header, ...rows.map(toLine)];
  const page = `${introduction}\n${summarise(rows)}\n\n${lines.join("\n")}\n`;
  return `${page}\n${toOracleText(inputs)}`;
}

function toOracleText(inputs: readonly OracleInput[]): string {
  const lines = inputs.flatMap(({ title, gives, differs }) =>
    differs === undefined ? [] : [toCells([title, gives, differs.others, differs.why])]
  );
  const summary = `${inputs.length} inputs: ${inputs.length - lines.length} same, ${lines.length} different.`;
  return `${oracleIntroduction}\n${summary}\n\n${[...oracleHeader, ...lines].join("\n")}\n`;
}

function toLine(row: Row): string {
  const difference = row.verdict === "same" ? "" : `${row.ours} *Why:* ${row.why}`;
  return toCells([String(row.number), row.ids, row.title, row.original, row.verdict, difference]);
}

function toCells(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function summarise(rows: readonly Row[]): string {
  const counts = (["same", "better", "decided", "later"] as const).map((verdict) =>
    `${rows.filter((row) => row.verdict === verdict).length} ${verdict}`
  );
  return `${rows.length} rows: ${counts.join(", ")}.`;
}

if (import.meta.main) await Deno.writeTextFile(conformancePath, toConformanceText(allRows, oracleInputs));
