import { connectionNameOf } from '../spec/connection';

/** What a text of a connection refers to: a secret by its name, or an environment variable. */
export interface SecretRef {
  readonly kind: 'secret' | 'env';
  readonly name: string;
}

const REFERENCE = /\$\{(secret|env):([^{}\s]+)\}/g;

/** Tells whether a text refers to a secret or an environment variable. */
export function hasReference(text: string): boolean {
  return referencesOf(text).length > 0;
}

/** The references of a text, in its order; an empty list when there is none. */
export function referencesOf(text: string): readonly SecretRef[] {
  return Array.from(text.matchAll(REFERENCE), refOf);
}

/** The references of a text with their places in it; an empty list when there is none. */
export function referencesIn(
  text: string,
): readonly { readonly ref: SecretRef; readonly index: number; readonly length: number }[] {
  return Array.from(text.matchAll(REFERENCE), (match) => ({
    ref: refOf(match),
    index: match.index,
    length: match[0].length,
  }));
}

/** Puts values in the places of references; those without a value stay. */
export function putReferences(text: string, textOf: (ref: SecretRef) => string | undefined): string {
  return text.replace(REFERENCE, (whole, kind: string, name: string) => textOf(refOf([whole, kind, name])) ?? whole);
}

/** The environment variable that holds a secret outside of the editor: `STATESIDE_SECRET_STRIPE_KEY` for `stripe-key`. */
export function environmentNameOf(ref: SecretRef): string {
  return ref.kind === 'env' ? ref.name : `STATESIDE_SECRET_${ref.name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}

/** What stands in for a secret that nobody gave, where nothing is sent: the same in every place that runs a mock. */
export function placeholderOf({ name }: SecretRef): string {
  return `${name}-placeholder`;
}

/** The reference as it is written. */
export function writtenRef(ref: SecretRef): string {
  return `\${${ref.kind}:${ref.name}}`;
}

/**
 * The name of the secret at a path of keys inside a project: `stripe-password`, `stripe-header-x-key`, in a profile
 * `live-stripe-password`. Lower case; a parameter's path ends with its list and its key.
 */
export function secretNameOf(path: readonly string[]): string {
  const isInProfile = path[0] === 'profiles';
  const [connection = '', ...inside] = path.slice(isInProfile ? 3 : 1);
  const words = inside.map((key, index) => {
    if (LISTS.has(inside[index - 1] ?? '')) return key;
    return WORDS.get(key) ?? (index === inside.length - 1 ? key : '');
  });
  return [isInProfile ? path[1] : '', connectionNameOf(connection) ?? connection, ...words]
    .map((word = '') => word.replace(/[^A-Za-z0-9._]+/g, '-').replace(/^-|-$/g, ''))
    .filter((word) => word !== '')
    .join('-')
    .toLowerCase();
}

const LISTS = new Map([
  ['HeaderParameters', 'header'],
  ['QueryStringParameters', 'query'],
  ['BodyParameters', 'body'],
]);

const WORDS = new Map([...LISTS, ['OAuthHttpParameters', 'token']]);

function refOf(match: readonly (string | undefined)[]): SecretRef {
  return { kind: match[1] === 'env' ? 'env' : 'secret', name: match[2] ?? '' };
}
