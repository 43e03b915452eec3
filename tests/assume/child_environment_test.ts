import assert from "node:assert/strict";
import { childEnvironment } from "../../src/assume/child_environment.ts";
import { toEnvChange } from "../../src/assume/environment.ts";

const kept = { PATH: "/bin", AWS_CONFIG_FILE: "/c", AWS_ENDPOINT_URL_STS: "http://127.0.0.1:1" };

Deno.test("childEnvironment() sets the session and removes all that could choose other credentials", () => {
  const foreign = [
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_SESSION_TOKEN",
    "AWS_SECURITY_TOKEN",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_ROLE_ARN",
    "AWS_ROLE_SESSION_NAME",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "AWS_ACCESS_KEY",
    "AWS_SECRET_KEY",
    "AMAZON_ACCESS_KEY_ID",
    "AMAZON_SECRET_ACCESS_KEY",
    "AMAZON_SESSION_TOKEN",
    "AMAZON_REGION",
    "AWS_REGION",
    "AWS_CREDENTIAL_FILE",
    "AWS_BEARER_TOKEN_BEDROCK",
    "BOTO_CONFIG",
    "AWSUME_SHELL",
    "AWSUME_FUNCTION",
    "AWSUME_BEFORE",
  ];
  const env = { ...kept, ...Object.fromEntries(foreign.map((name) => [name, "other"])) };
  const credentials = { accessKeyId: "AKIA", secretAccessKey: "secret" };
  assert.deepEqual(childEnvironment(env, toEnvChange({ profile: "prod", credentials }, env)), {
    ...kept,
    AWS_ACCESS_KEY_ID: "AKIA",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWSUME_PROFILE: "prod",
  });
});
