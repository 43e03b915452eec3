/**
 * What a shell was started with is gone after a switch, and stays gone: an old token beside new keys, or old keys after
 * `awsume -u`, would be somebody else.
 */
import { initText } from "../../shells/functions.ts";
import { directWords } from "../../src/cli/direct_words.ts";
import { script } from "../support/script.ts";
import { testWith } from "../support/programs.ts";
import { nameOf, realShells } from "../support/shells.ts";
import { awsumeWords, startWorld } from "../support/world.ts";

const inherited = {
  AWS_ACCESS_KEY_ID: "AKIAINHERITED",
  AWS_SECRET_ACCESS_KEY: "inherited",
  AWS_SESSION_TOKEN: "inherited",
  AWS_PROFILE: "inherited",
  AWSUME_EXPIRATION: "2020-01-01T00:00:00Z",
};

for (const real of Object.values(realShells)) {
  const [program = ""] = real.start;
  testWith(program, `${nameOf(real)}: nothing that the shell was started with comes back`, async () => {
    await using world = await startWorld();
    const init = initText(real.shell, awsumeWords(), directWords);
    const env = { ...world.env, ...inherited };
    const steps = [["one"], ["alice"], ["-u"], ["one"], ["-u"], ["one", "-a"], ["-k"]];
    const story = steps.reduce((before, words) => {
      const after = before.run("awsume", ...words).expectStatus(0);
      const isOne = words[0] === "one" && words.length === 1;
      const isOff = words[0] === "-u" || words[0] === "-k";
      const shown = isOne ? after : after.expectEnv("AWS_SESSION_TOKEN", undefined);
      const more = isOff ? shown.expectEnv("AWS_ACCESS_KEY_ID", undefined) : shown;
      return words.includes("-a") ? more : more.expectEnv("AWS_PROFILE", undefined);
    }, script(real, { init, folder: world.home, env }));
    await story.end();
  });
}
