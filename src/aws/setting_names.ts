/**
 * The names of settings that a profile can have, as far as they tell a setting from a part of a value.
 * https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 *
 * @module
 */

/** How tools that write temporary keys into a file call their end there. */
export const endSettings: readonly string[] = [
  // awsume, aws-mfa, clisso, weep
  "expiration",
  // saml2aws, okta-aws-cli
  "x_security_token_expires",
  // gsts
  "aws_session_expiration",
  // aws-azure-login
  "aws_expiration",
  // gimme-aws-creds
  "aws_credential_expiration",
  "aws_session_token_expiration",
];

/** What awsume reads, and what has one line. */
const oneLine: ReadonlySet<string> = new Set([
  ...endSettings,
  "autoawsume",
  "aws_access_key_id",
  "aws_account_id",
  "aws_secret_access_key",
  "aws_session_token",
  "aws_security_token",
  "ca_bundle",
  "connect_timeout",
  "credential_source",
  "duration_seconds",
  "ec2_metadata_service_endpoint",
  "ec2_metadata_service_endpoint_mode",
  "ec2_metadata_v1_disabled",
  "endpoint_url",
  "external_id",
  "ignore_configured_endpoint_urls",
  "login_session",
  "manager",
  "max_attempts",
  "metadata_service_num_attempts",
  "metadata_service_timeout",
  "mfa_serial",
  "principal_arn",
  "read_timeout",
  "region",
  "retry_mode",
  "role_arn",
  "role_session_name",
  "services",
  "source_identity",
  "source_profile",
  "sso_account_id",
  "sso_region",
  "sso_role_name",
  "sso_session",
  "sso_start_url",
  "sts_regional_endpoints",
  "use_dualstack_endpoint",
  "use_fips_endpoint",
  "web_identity_token_file",
]);

/** What the AWS CLI and the SDKs read beside that. */
const others: ReadonlySet<string> = new Set([
  "account_id_endpoint_mode",
  "api_versions",
  "auth_scheme_preference",
  "defaults_mode",
  "disable_request_compression",
  "endpoint_discovery_enabled",
  "inject_host_prefix",
  "output",
  "parameter_validation",
  "request_checksum_calculation",
  "request_min_compression_size_bytes",
  "response_checksum_validation",
  "sdk_ua_app_id",
  "session_policy_arns",
  "sigv4a_signing_region_set",
  "tcp_keepalive",
  "transitive_session_tags",
]);

/** A key in lower case that a person means as a setting, wherever it stands. */
export function isSettingName(key: string): boolean {
  return oneLine.has(key) || others.has(key) || isFree(key) ||
    /^(?:aws_|awsume_|cli_|ec2_metadata_|s3_|s3api_|sso_)[a-z0-9_]+$/.test(key);
}

/** Whether awsume uses the setting and takes one line for its value, so that a second one can only be a slip. */
export function hasOneLine(key: string): boolean {
  return oneLine.has(key);
}

/** Commands, policies and tags: texts which may go on for many lines, and hold anything. */
export function isFree(key: string): boolean {
  return key === "session_policy" || key === "session_tags" || isCommand(key);
}

/** Whether the value of the setting is a command line. */
export function isCommand(key: string): boolean {
  return key === "credential_process" || key === "web_identity_token_process" ||
    /^(?:mfa|saml)_process$/.test(key);
}
