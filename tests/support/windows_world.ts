import { pathFiles } from "../../shells/on_path.ts";
import { directWords } from "../../src/cli/direct_words.ts";
import { inFolder } from "./folder.ts";
import { placeAwsume, writeLines } from "./windows.ts";
import { files, startWorld } from "./world.ts";

/** The home folder, beside the scripts. */
export const home = "home dir";

/** A profile with a name that cmd has its own mind about, and one that it cannot keep. */
const more: Readonly<Record<string, string>> = {
  config: "[profile 'a b & c']\nrole_arn = arn:aws:iam::222222222222:role/one\nsource_profile = alice\n",
  credentials: "[100%]\naws_access_key_id = AKIAFAKEALICEEXAMPLE\naws_secret_access_key = s\n",
};

/** An awsume in a folder with blanks and `&`, files with Windows' line ends, no HOME, and an AWS for it. */
export async function inWindowsWorld(work: (folder: string, url: string) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    await placeAwsume(`${folder}/my tools & co`);
    await Deno.mkdir(`${folder}/my tools & co/bin`);
    for (const { name, text } of pathFiles(directWords)) {
      await Deno.writeTextFile(`${folder}/my tools & co/bin/${name}`, text);
    }
    await Deno.mkdir(`${folder}/${home}/.aws`, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      await writeLines(`${folder}/${home}/.aws/${name}`, `${text}${more[name] ?? ""}`.split("\n"));
    }
    await using world = await startWorld();
    await work(folder, world.aws.url);
  });
}
