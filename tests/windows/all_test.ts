/**
 * All tests that need a Windows. They are one file to Deno, because Wine plays one program at a time: of several files,
 * each would hold up a worker until its turn. `deno test -A tests/windows/switch.ts` runs those of one.
 */
import "./cmd.ts";
import "./console.ts";
import "./export.ts";
import "./setup.ts";
import "./switch.ts";
