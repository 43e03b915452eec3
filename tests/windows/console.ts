/** awsume at a console of Windows, where a person is asked. */
import { atConsole, testOnWindows, writeLines } from "../support/windows.ts";
import { home, inWindowsWorld } from "../support/windows_world.ts";

testOnWindows("awsume.cmd asks for an MFA code at a console, a wrong one first", async () => {
  await inWindowsWorld(async (folder, url) => {
    await writeLines(`${folder}/ask.cmd`, [
      `@set "USERPROFILE=Z:\\here\\${home}"`,
      `@set "AWS_ENDPOINT_URL_STS=${url}"`,
      '@set "PATH=Z:\\here\\my tools & co\\bin;%PATH%"',
      "@call awsume mfa",
      "@echo status=%errorlevel%. %AWSUME_PROFILE%.",
    ]);
    await using terminal = await atConsole(["cmd", "/c", "ask.cmd"], folder);
    await terminal.until(/MFA code of arn:aws:iam::111111111111:mfa\/alice\s+for mfa:/);
    await terminal.type("000000\r");
    await terminal.until(/AWS refused the MFA code/);
    await terminal.until(/for mfa:/);
    await terminal.type("123456\r");
    await terminal.until(/status=0\. mfa\./);
  });
});
