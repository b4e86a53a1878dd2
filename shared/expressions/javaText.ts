import { isJsonObject, type JsonValue } from '../spec/json';

/** A value as Java prints it, which is what States.Format puts into a text (recorded): `{Arg1=1, Arg2=[]}`, `null`. */
export function javaText(value: JsonValue): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${name}=${javaText(member)}`);
  return `{${members.join(', ')}}`;
}
