// The SAML assertion of `awsume --with-saml` from an identity provider that has a form with a name and a password.
// Settings; the command prints the password:
//   saml-form:
//     url: https://login.example.com/aws
//     user: alice
//     password-command: [op, read, "op://work/login/password"]
import { execFileSync } from "node:child_process";

export default {
  awsume: 1,
  name: "saml-form",
  hooks: {
    async getCredentialsWithSaml({ config }) {
      const settings = config["saml-form"];
      if (settings === undefined) return undefined;
      const page = await load(settings.url);
      const { action, fields } = readForm(await page.text());
      const [program, ...words] = settings["password-command"];
      const stdio = ["inherit", "pipe", "inherit"];
      const password = execFileSync(program, words, { stdio, encoding: "utf8" }).replace(/\r?\n$/, "");
      const nameOf = (type) => Object.keys(fields).find((name) => fields[name].type === type);
      const body = new URLSearchParams(Object.entries(fields).map(([name, { value }]) => [name, value]));
      body.set(nameOf("text") ?? nameOf("email") ?? "username", settings.user);
      body.set(nameOf("password") ?? "password", password);
      const cookie = page.headers.getSetCookie().map((each) => each.split(";")[0]).join("; ");
      const answer = await load(new URL(action, settings.url), { method: "POST", body, headers: { cookie } });
      const assertion = readForm(await answer.text()).fields.SAMLResponse?.value;
      if (!assertion) throw new Error("the identity provider gave no assertion: look at name and password");
      return assertion;
    },
  },
};

/** A password goes over TLS alone, and not to where a redirection leads. */
async function load(url, options = {}) {
  const { protocol, hostname, host } = new URL(url);
  const isPrivate = protocol === "https:" || hostname === "127.0.0.1";
  if (!isPrivate) throw new Error(`${host} has no https`);
  const answer = await fetch(url, { ...options, redirect: "error" });
  if (!answer.ok) throw new Error(`${host} answered with status ${answer.status}`);
  return answer;
}

/** The first form of a page: where it goes, and its fields by name. */
function readForm(page) {
  const [, form = "", inside = page] = /<form\b([^>]*)>([^]*?)<\/form>/i.exec(page) ?? [];
  const inputs = [...inside.matchAll(/<input\b([^>]*)>/gi)].map(([, attributes]) =>
    readAttributes(attributes)
  );
  const named = inputs.filter(({ name }) => name !== undefined);
  return {
    action: readAttributes(form).action ?? "",
    fields: Object.fromEntries(named.map(({ name, type = "text", value = "" }) => [name, { type, value }])),
  };
}

function readAttributes(text) {
  const pairs = [...text.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)];
  return Object.fromEntries(
    pairs.map(([, name, double, single]) => [name.toLowerCase(), unescape(double ?? single)]),
  );
}

const entities = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescape(text) {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return entities[name] ?? whole;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : parseInt(hex, 16));
  });
}
