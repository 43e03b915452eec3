import assert from "node:assert/strict";
import { atTerminal } from "../../support/interactive.ts";
import { loaded } from "../in_shells.ts";
import type { Row } from "../row.ts";
import { userWithMfa } from "../setup.ts";

/** A person at a terminal. */
export const ctrlCRows: readonly Row[] = [
  {
    number: 93,
    ids: "M26",
    title: "Ctrl-C at the question for a code",
    verdict: "better",
    original: "Ends with 0, as if it had succeeded.",
    ours: "Ends with 130; the environment stays as it was.",
    why: "A script or a chain of commands must not go on with the credentials from before.",
    setup: { config: userWithMfa },
    // The first is how Linux is told: the `script` of other systems takes other options.
    needs: ["/proc/version", "script", "bash"],
    test: async (world) => {
      const { real, init } = loaded("bash");
      await Deno.writeTextFile(`${world.home}/init`, init);
      await using terminal = atTerminal(real.interactive, world.home, {
        ...world.env,
        AWSUME_PROFILE: "before",
      });
      await terminal.type('. ./init; awsume user; echo "status=$?. $AWSUME_PROFILE."\n');
      await terminal.until(/MFA code of \S+ for user: /);
      await terminal.type("12\x03");
      await terminal.until(/status=130\. before\./);
      assert.deepEqual(world.calls(), []);
    },
  },
];
