import { readSignature } from "./sigv4.ts";

/** A request as received, and who signed it. */
export interface StackCall {
  readonly service: string;
  readonly action: string;
  readonly accessKeyId: string;
  readonly sessionToken: string;
}

export interface FakeCloudFormation extends AsyncDisposable {
  /** For AWS_ENDPOINT_URL. */
  readonly url: string;
  readonly calls: readonly StackCall[];
  /** What happens behind each call, before its answer. */
  behind(what: () => Promise<void>): void;
}

/**
 * As much of CloudFormation and SSM as `cdk diff` and `cdk deploy` need, on a free port of 127.0.0.1: one stack, which
 * is made by the first change set. It checks no signature, but writes down whose it was.
 */
export function startFakeCloudFormation(): FakeCloudFormation {
  const calls: StackCall[] = [];
  let behind: () => Promise<void> = () => Promise.resolve();
  const state: State = { status: undefined, changeSet: "" };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const params = new URLSearchParams(await request.text());
    const { headers } = request;
    const { accessKeyId = "", service = "" } = readSignature(headers) ?? {};
    const action = params.get("Action") ?? headers.get("x-amz-target") ?? `${request.method} ${request.url}`;
    const sessionToken = headers.get("x-amz-security-token") ?? "";
    calls.push({ service, action, accessKeyId, sessionToken });
    await behind();
    return action.startsWith("AmazonSSM") ? answerSsm(action) : answer(action, params, state);
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    calls,
    behind: (what) => void (behind = what),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

interface State {
  status: string | undefined;
  changeSet: string;
}

const id = "arn:aws:cloudformation:us-east-1:222222222222:stack/Demo/1";

function answer(action: string, params: URLSearchParams, state: State): Response {
  const named = params.get("StackName") ?? "";
  switch (action) {
    case "DescribeStacks":
      if (named === "CDKToolkit" || state.status === undefined) return refuse(`Stack with id ${named}`);
      return reply(action, `<Stacks><member>${stack(state.status)}</member></Stacks>`);
    case "CreateChangeSet":
      state.status ??= "REVIEW_IN_PROGRESS";
      state.changeSet = params.get("ChangeSetName") ?? "";
      return reply(action, `<Id>${changeSetId(state)}</Id><StackId>${id}</StackId>`);
    case "DescribeChangeSet":
      return reply(action, changeSet(state));
    case "ExecuteChangeSet":
      state.status = "CREATE_COMPLETE";
      return reply(action, "");
    case "DeleteStack":
      state.status = undefined;
      return reply(action, "");
    case "DescribeStackEvents":
      return reply(action, "<StackEvents/>");
    case "GetTemplate":
      return reply(action, "<TemplateBody>{}</TemplateBody>");
    default:
      return reply(action, "");
  }
}

function stack(status: string): string {
  return `<StackName>Demo</StackName><StackId>${id}</StackId><StackStatus>${status}</StackStatus>` +
    "<CreationTime>2026-01-01T00:00:00Z</CreationTime>";
}

function changeSetId({ changeSet }: State): string {
  return `arn:aws:cloudformation:us-east-1:222222222222:changeSet/${changeSet}/1`;
}

function changeSet(state: State): string {
  return `<StackName>Demo</StackName><StackId>${id}</StackId><Status>CREATE_COMPLETE</Status>` +
    `<ChangeSetId>${changeSetId(state)}</ChangeSetId><ChangeSetName>${state.changeSet}</ChangeSetName>` +
    "<ExecutionStatus>AVAILABLE</ExecutionStatus><Changes><member><Type>Resource</Type><ResourceChange>" +
    "<Action>Add</Action><LogicalResourceId>Topic</LogicalResourceId>" +
    "<ResourceType>AWS::SNS::Topic</ResourceType></ResourceChange></member></Changes>";
}

function answerSsm(action: string): Response {
  const parameter = { Name: "/cdk-bootstrap/hnb659fds/version", Type: "String", Value: "30", Version: 1 };
  const body = action.endsWith(".GetParameter") ? { Parameter: parameter } : {};
  return Response.json(body, { headers: { "content-type": "application/x-amz-json-1.1" } });
}

function reply(action: string, result: string): Response {
  return xml(`<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`, 200);
}

function refuse(what: string): Response {
  const error =
    `<Error><Type>Sender</Type><Code>ValidationError</Code><Message>${what} does not exist</Message></Error>`;
  return xml(`<ErrorResponse>${error}</ErrorResponse>`, 400);
}

function xml(body: string, status: number): Response {
  return new Response(body, { status, headers: { "content-type": "text/xml" } });
}
