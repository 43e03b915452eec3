/** An instant, and whether its text says in which zone it is meant. */
export interface Instant {
  readonly at: Date;
  readonly hasZone: boolean;
}

const zone = String.raw`Z|UTC|GMT|[+-]\d\d(?::?\d\d)?`;

/** ISO 8601, also with a blank for the T and before the zone; Go's own form has the zone's name behind that. */
const isoForm = new RegExp(
  String.raw`^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:[.,]\d+)?(?: ?(${zone})(?: [A-Z]{3,5})?)?$`,
  "i",
);

/** As HTTP and mail write it: `Sat, 31 Jan 2026 12:00:00 GMT`. */
const mailForm = /^(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:GMT|UTC|[+-]\d{4})$/;

/**
 * An instant in one of the forms in which programs print one, or undefined when the text is none. Without a zone it is
 * taken as UTC, because that is what AWS prints.
 */
export function readInstant(text: string): Instant | undefined {
  if (mailForm.test(text)) return toInstant(new Date(text), true);
  const [, date = "", time = "", seconds = ":00", offset] = isoForm.exec(text) ?? [];
  if (date === "") return undefined;
  return isDay(date)
    ? toInstant(new Date(`${date}T${time}${seconds}${toOffset(offset ?? "Z")}`), offset !== undefined)
    : undefined;
}

/** The same for what awsume has written itself: version 4 wrote the local time, without a zone. */
export function readOwnTimestamp(text: string): Date | undefined {
  const found = readInstant(text);
  return found === undefined || found.hasZone ? found?.at : toLocal(found.at);
}

/** The instant at which the clocks here show what that one's text says. */
function toLocal(at: Date): Date {
  return new Date(at.toISOString().replace("Z", ""));
}

/** The instant alone. */
export function readTimestamp(text: string): Date | undefined {
  return readInstant(text)?.at;
}

/** A day that a month does not have would be taken for one of the next month. */
function isDay(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
}

function toOffset(text: string): string {
  const [, sign, hours, minutes = "00"] = /^([+-])(\d\d):?(\d\d)?$/.exec(text) ?? [];
  return sign === undefined ? "Z" : `${sign}${hours}:${minutes}`;
}

function toInstant(at: Date, hasZone: boolean): Instant | undefined {
  return Number.isNaN(at.getTime()) ? undefined : { at, hasZone };
}
