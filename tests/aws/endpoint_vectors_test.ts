/**
 * AWS's own test cases for the endpoints of STS, and the STS client of the SDK itself asked about every region.
 * Where awsume departs from them on purpose, the table below says why; `docs/network.md` repeats it.
 */
import { STSClient } from "@aws-sdk/client-sts";
import assert from "node:assert/strict";
import { findStsEndpoint } from "../../src/aws/endpoints.ts";
import { partitions } from "../../src/aws/partitions.ts";
import { AwsumeError } from "../../src/errors.ts";
import { generatePartitions } from "../../scripts/generate_partitions.ts";
import { isAbsent, sharedUrl } from "../support/shared.ts";

interface Parameters {
  readonly Region?: string;
  readonly UseFIPS?: boolean;
  readonly UseDualStack?: boolean;
  readonly UseGlobalEndpoint?: boolean;
  readonly Endpoint?: string;
}

interface Expected {
  readonly error?: string;
  readonly endpoint?: {
    readonly url: string;
    readonly properties?: { readonly authSchemes?: readonly { readonly signingRegion?: string }[] };
  };
}

/** By the name of AWS's case, or by the regions of the client's answers. */
const deviations: Readonly<Record<string, string>> = {
  "For custom endpoint with fips enabled and dualstack disabled":
    "an own URL is taken with FIPS: closed sites have FIPS endpoints of their own; a note says that this is " +
    "your word",
  "Missing region": "without a region, the main one of the role's partition, `us-east-1` for want of a role",
  "`aws-global` with FIPS or dualstack":
    "the host of `us-east-1`: the rules form one with `aws-global` in it, which does not exist",
  "`aws-cn-global` and the like": "the main region of the partition, for the same reason",
};

const root = new URL("../../", import.meta.url);
const file = sharedUrl("vectors/botocore/endpoint-rules/sts/endpoint-tests-1.json");
const ignore = isAbsent(file);

/** The answer of awsume: `URL, signing region`, or that it refuses. */
function answer(parameters: Parameters): string {
  const { Region, UseFIPS = false, UseDualStack = false, UseGlobalEndpoint = false, Endpoint } = parameters;
  try {
    const { url, region } = findStsEndpoint({
      region: Region === undefined ? undefined : { value: Region, from: "AWS's case" },
      arns: [],
      flags: Endpoint === undefined ? {} : { endpointUrl: Endpoint },
      env: {
        AWS_USE_FIPS_ENDPOINT: String(UseFIPS),
        AWS_USE_DUALSTACK_ENDPOINT: String(UseDualStack),
        AWS_STS_REGIONAL_ENDPOINTS: UseGlobalEndpoint ? "legacy" : "regional",
      },
      path: [],
      services: () => undefined,
    });
    return `${url}, ${region}`;
  } catch (error) {
    if (error instanceof AwsumeError) return "refused";
    throw error;
  }
}

/** A case that says no signing region means the client's own. */
function expectedOf({ error, endpoint }: Expected, { Region = "us-east-1" }: Parameters): string {
  if (error !== undefined || endpoint === undefined) return "refused";
  const [scheme] = endpoint.properties?.authSchemes ?? [];
  return `${endpoint.url.replace(/\/$/, "")}, ${scheme?.signingRegion ?? Region}`;
}

Deno.test({
  name: "findStsEndpoint() agrees with the endpoint cases of botocore",
  ignore,
  fn: async (test) => {
    const { testCases } = JSON.parse(await Deno.readTextFile(file)) as {
      readonly testCases: readonly {
        readonly documentation: string;
        readonly params?: Parameters;
        readonly expect: Expected;
      }[];
    };
    assert.equal(testCases.length, 69);
    for (const { documentation, params = {}, expect } of testCases) {
      await test.step(documentation, () => {
        const [actual, expected] = [answer(params), expectedOf(expect, params)];
        if (Object.hasOwn(deviations, documentation)) {
          assert.notEqual(actual, expected, "No deviation any more");
        } else assert.equal(actual, expected);
      });
    }
  },
});

/** What the SDK's client answers, in the same words. */
function askClient(parameters: Parameters): string {
  const { config } = new STSClient({ region: "us-east-1" });
  try {
    const { url, properties } = config.endpointProvider({
      UseFIPS: false,
      UseDualStack: false,
      UseGlobalEndpoint: false,
      ...parameters,
    });
    return expectedOf({ endpoint: { url: url.href, ...(properties ? { properties } : {}) } }, parameters);
  } catch {
    return "refused";
  }
}

function reasonFor({ Region = "", UseFIPS, UseDualStack }: Parameters): string | undefined {
  if (Region === "aws-global") {
    return UseFIPS || UseDualStack ? "`aws-global` with FIPS or dualstack" : undefined;
  }
  return Region.endsWith("-global") ? "`aws-cn-global` and the like" : undefined;
}

for (const { name, regions } of partitions) {
  Deno.test(`findStsEndpoint() agrees with AWS's own client in every region of ${name}`, () => {
    const switches = [false, true];
    for (const Region of [...regions, `${name}-global`]) {
      for (const UseFIPS of switches) {
        for (const UseDualStack of switches) {
          for (const UseGlobalEndpoint of switches) {
            const parameters = { Region, UseFIPS, UseDualStack, UseGlobalEndpoint };
            const [actual, expected] = [answer(parameters), askClient(parameters)];
            if (reasonFor(parameters) === undefined) assert.equal(actual, expected);
            else assert.notEqual(actual, expected, "No deviation any more");
          }
        }
      }
    }
  });
}

Deno.test("src/aws/partitions.ts is what the pinned packages give", async () => {
  const written = await Deno.readTextFile(new URL("src/aws/partitions.ts", root));
  assert.equal(written.replaceAll("\r\n", "\n"), await generatePartitions());
});

Deno.test("docs/network.md lists every deviation", async () => {
  const page = (await Deno.readTextFile(new URL("docs/network.md", root))).replaceAll(/ +/g, " ");
  for (const [name, reason] of Object.entries(deviations)) {
    assert.ok(page.includes(`| ${name} | ${reason} |`), `${name} is missing`);
  }
});
