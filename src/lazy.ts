/**
 * The one place where a third-party package may be named. Each is a function, so that nothing is loaded
 * before it is needed; the figure is what the first call adds to the start of an empty program.
 *
 * @module
 */

/** AWS's own STS client: signing, retries, clock skew. About 45 ms, on the first call to AWS only. */
export const loadSts = () => import("@aws-sdk/client-sts");

/** YAML, for settings that do not stand on one line each, and for editing them. About 5 ms. */
export const loadYaml = () => import("js-yaml");

/** XML, for the assertions of SAML. About 5 ms. */
export const loadXml = () => import("fast-xml-parser");
