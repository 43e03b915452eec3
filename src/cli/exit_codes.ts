/** What the status of awsume says. Whatever is not 0 leaves the shell as it was. */
export const exitCodes: readonly (readonly [code: number, meaning: string])[] = [
  [0, "done"],
  [1, "AWS or the network said no, or the shell's function is missing"],
  [2, "the command line is wrong"],
  [3, "a file or a profile must be mended"],
  [4, "prove who you are: an MFA code, or credentials that have ended"],
  [130, "Ctrl-C"],
];
