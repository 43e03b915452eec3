/** One source that must give nothing: its profile is `p`. */
export interface Row {
  readonly config?: string;
  readonly credentials?: string;
  /** What stands in the place of a `[default]` with keys. */
  readonly around?: string;
  /** Variables of the row: they win over those of a column. */
  readonly env?: Readonly<Record<string, string>>;
  /** A source profile with keys ends a chain, as in the AWS CLI: such a row is wrong for its own role alone. */
  readonly wrongFor?: "its own role";
  readonly status: 1 | 2 | 3 | 4;
  readonly says: RegExp;
}

/** The two halves of a good pair. */
export const idOnly = "aws_access_key_id = AKIAFAKEALICEEXAMPLE\n";
export const secretOnly = "aws_secret_access_key = fake/alice+secret/==\n";

/** A command that prints that JSON. */
export function print(json: string): string {
  return `credential_process = printf '%s' '${json}'\n`;
}

/** What such a command prints of the pair, between the braces. */
export const good =
  '"Version":1,"AccessKeyId":"AKIAFAKEALICEEXAMPLE","SecretAccessKey":"fake/alice+secret/=="';
