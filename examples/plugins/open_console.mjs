// `awsume prod --open-console` opens the web console with the credentials of the switch. Settings, all of which may be
// left out:
//   open-console:
//     program: [firefox, --new-window]
//     federation-url: https://signin.aws.amazon.com/federation
import { spawn } from "node:child_process";
import process from "node:process";

const browsers = { darwin: ["open"], win32: ["rundll32", "url.dll,FileProtocolHandler"] };

export default {
  awsume: 1,
  name: "open-console",
  hooks: {
    addArguments: () => [{ long: "open-console", doc: "open the web console in a browser" }],

    async postGetCredentials({ arguments: given, credentials, config }) {
      if (!given.openConsole) return;
      const settings = config["open-console"] ?? {};
      const url = await signInUrl(credentials, settings);
      await open([...settings.program ?? browsers[process.platform] ?? ["xdg-open"], url]);
    },
  },
};

/** A link that is good for fifteen minutes. AWS gives one for temporary credentials alone. */
async function signInUrl({ accessKeyId, secretAccessKey, sessionToken, region }, settings) {
  if (sessionToken === undefined) {
    throw new Error("the web console takes credentials of a role, not a user's keys");
  }
  const { host, console } = placeOf(region ?? "us-east-1");
  const federation = settings["federation-url"] ?? `https://${host}/federation`;
  const session = { sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken };
  // The body of a POST: secrets do not belong into a URL, which proxies write down.
  const body = new URLSearchParams({ Action: "getSigninToken", Session: JSON.stringify(session) });
  const answer = await fetch(federation, { method: "POST", body, redirect: "error" });
  if (!answer.ok) throw new Error(`${new URL(federation).host} answered with status ${answer.status}`);
  const { SigninToken } = await answer.json();
  const destination = `https://${console}/${region === undefined ? "" : `?region=${region}`}`;
  const login = { Action: "login", Issuer: "awsume", Destination: destination, SigninToken };
  return `${federation}?${new URLSearchParams(login)}`;
}

function placeOf(region) {
  if (region.startsWith("cn-")) return { host: "signin.amazonaws.cn", console: "console.amazonaws.cn" };
  if (region.startsWith("us-gov-")) {
    return { host: "signin.amazonaws-us-gov.com", console: "console.amazonaws-us-gov.com" };
  }
  return { host: "signin.aws.amazon.com", console: "console.aws.amazon.com" };
}

/** Starts the browser and leaves it alone. What it prints must not mix with what the shell evaluates. */
function open([program, ...words]) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: "ignore", detached: true });
    child.on("error", reject);
    child.on("spawn", () => {
      child.unref();
      resolve();
    });
  });
}
