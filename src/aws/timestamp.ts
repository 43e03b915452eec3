/**
 * An instant in ISO 8601, or undefined when the text is none. Without a zone it is UTC, because that is what AWS
 * prints; `UTC` in its place is botocore's.
 */
export function readTimestamp(text: string): Date | undefined {
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?(Z|UTC|[+-]\d\d:?\d\d)?$/i.exec(text);
  const [, date, time, , zone = "Z"] = parts ?? [];
  const offset = zone.toUpperCase().replace("UTC", "Z").replace(/(\d\d)(\d\d)$/, "$1:$2");
  const instant = new Date(`${date}T${time}${offset}`);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}
