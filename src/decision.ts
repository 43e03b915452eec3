/** One thing that was decided, and what decided it: `FILE:LINE`, a variable, an option, a rule. */
export interface Decision {
  readonly name: string;
  readonly value: string;
  readonly from: string;
}
