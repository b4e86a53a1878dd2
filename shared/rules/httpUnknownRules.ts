import type { Member } from '../document/node';
import { isSubstituted } from '../document/node';
import type { HttpTask } from '../document/stateMachine';
import type { Fix } from '../spec/diagnostic';
import { fieldNamed } from '../spec/field';
import { CONNECTION_FIELDS } from '../spec/httpTask';
import { PAGES } from '../spec/pages';
import { stateField } from '../spec/states';
import { preferredFix, replaceString } from './edits';
import { httpTaskExample } from './example';
import { type DescribedObject, describedObjects, fieldAt, isJsonPath, locationOf, plainName } from './httpTask';
import { isOpen } from './machineRules';
import type { Rule } from './rule';
import { MOST_MEMBERS, nearest } from './suggest';

/** What other tools call the fields of an HTTP Task. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  url: 'ApiEndpoint',
  uri: 'ApiEndpoint',
  path: 'ApiEndpoint',
  endpoint: 'ApiEndpoint',
  httpmethod: 'Method',
  verb: 'Method',
  body: 'RequestBody',
  payload: 'RequestBody',
  data: 'RequestBody',
  query: 'QueryParameters',
  params: 'QueryParameters',
  querystring: 'QueryParameters',
  auth: 'Authentication',
};

const unknownField: Rule<HttpTask> = {
  name: 'http-unknown-field',
  severity: 'WARNING',
  title: 'An HTTP Task has no such field',
  doc: 'A field that Step Functions does not know has no effect, or the definition is refused. Names are written with capitals. `TimeoutSeconds`, `Retry` and the like are fields of the state and stand beside `Parameters`.',
  page: PAGES.httpTask,
  example: {
    wrong: httpTaskExample({ Header: { Accept: 'application/json' } }),
    right: httpTaskExample({ Headers: { Accept: 'application/json' } }),
  },
  check: function* (task, { isBroken }) {
    for (const described of describedObjects(task)) {
      const isWhole = !isBroken(described.object.span);
      for (const member of described.object.members) {
        if (isKnown(task, described, member) || (isWhole && isMissed(task, described, member))) continue;
        yield {
          span: member.key.span,
          location: locationOf(task),
          message: sentence(task, described, member),
          fixes: rename(task, described, member),
        };
      }
    }
  },
};

function isKnown(task: HttpTask, described: DescribedObject, { key }: Member): boolean {
  // In JSONata, keys that end in .$ are the complaint of the rule about them.
  if (!isJsonPath(task) && key.value.endsWith('.$')) return true;
  if (isSubstituted(key) || fieldNamed(described.fields, plainName(task, key.value))) return true;
  return plainName(task, key.value) === 'ConnectionArn' && isWithoutConnection(task, described);
}

/** Then the ConnectionArn is the complaint of the rule about connections. */
function isWithoutConnection(task: HttpTask, { holder, object }: DescribedObject): boolean {
  return holder === task.fields && CONNECTION_FIELDS.every((name) => fieldAt(task, object, name) === undefined);
}

function sentence(task: HttpTask, described: DescribedObject, { key }: Member): string {
  const place = described.holder.key.value;
  const name = plainName(task, key.value);
  const meant = meaning(task, described, name);
  if (meant !== undefined) return `${place} has no field ${name}: did you mean ${meant}?`;
  if (stateField(name)) return `${name} is a field of the state: it belongs beside ${task.fieldsName}`;
  return `${place} has no such field: ${name}`;
}

function rename(task: HttpTask, described: DescribedObject, { key }: Member): readonly Fix[] {
  const name = plainName(task, key.value);
  const meant = meaning(task, described, name);
  if (meant === undefined) return [];
  const written = `${meant}${key.value.slice(name.length)}`;
  return [preferredFix(`Change to ${written}`, replaceString(key, written))];
}

/** A misspelled member of an object that most likely means a field, and the fix that turns it into that. */
export interface Misspelling {
  readonly member: Member;
  readonly fixes: readonly Fix[];
}

/** The member that most likely means a field that is missing; undefined when there is no such. */
export function misspelled(task: HttpTask, described: DescribedObject, name: string): Misspelling | undefined {
  const member = described.object.members
    .slice(0, MOST_MEMBERS)
    .find(({ key }) => !isSubstituted(key) && meaning(task, described, plainName(task, key.value)) === name);
  return member && { member, fixes: rename(task, described, member) };
}

/** A member that means a missing field is the complaint of the rules about what is missing. */
function isMissed(task: HttpTask, described: DescribedObject, member: Member): boolean {
  if (isOpen(described.object)) return false;
  const isTop = described.holder === task.fields;
  return described.fields
    .filter(
      ({ name, required }) =>
        required || (isTop && name === CONNECTION_FIELDS[0] && isWithoutConnection(task, described)),
    )
    .some(({ name }) => misspelled(task, described, name)?.member === member);
}

/** The field that was most likely meant, unless it is there already. */
function meaning(task: HttpTask, { object, fields }: DescribedObject, name: string): string | undefined {
  const other = OTHER_NAMES[name.toLowerCase()];
  const known = other !== undefined && fieldNamed(fields, other) ? other : undefined;
  const meant =
    known ??
    nearest(
      name,
      fields.map((field) => field.name),
    );
  return meant !== undefined && fieldAt(task, object, meant) === undefined ? meant : undefined;
}

/** Rules about fields that an HTTP Task does not have. */
export const HTTP_UNKNOWN_RULES: readonly Rule<HttpTask>[] = [unknownField];
