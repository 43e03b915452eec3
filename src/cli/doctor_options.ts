import { UsageError } from "../errors.ts";
import type { Words } from "./words.ts";
import { suggestedOperand } from "../suggested.ts";

/** What `awsume doctor` is told. */
export interface DoctorOptions {
  readonly json: boolean;
  /** Call nobody. */
  readonly offline: boolean;
}

/** Throws UsageError for a word: the doctor looks at everything. */
export function parseDoctor({ flags, operands }: Words): DoctorOptions {
  const [operand] = operands;
  if (operand === undefined) return { json: flags.has("json"), offline: flags.has("offline") };
  throw new UsageError(`Cannot use "${operand}" with doctor: it takes options alone`, {
    hint: `Write awsume doctor, or awsume explain ${suggestedOperand(operand)} if it is a profile`,
  });
}
