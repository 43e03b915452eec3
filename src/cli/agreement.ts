import type { System } from "../system.ts";

/** Whether a person says yes; anything else is no. Throws AuthError when nobody can answer, Interrupted. */
export async function isAgreed(question: string, system: System): Promise<boolean> {
  const { text } = await system.ask(`${question} [y/N] `);
  return /^y(es)?$/i.test(text.trim());
}
