// What gives a secret away that was written into a definition. AWS asks for credentials in the connection, see
// https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html; the words and shapes are our choice.

/** Names of values that authenticate, whatever stands in front of them. */
const SECRET_NAME =
  /(?:^|[-_.\s])(?:api-?key|access-?key|(?:access|auth|bearer|id|refresh|security|session)-?token|client-?secret|credentials?|jwt|passwd|password|private-?key|pwd|secret(?:-?key)?|signing-?key|subscription-?key|token)$/;

/** Tokens that only say where a reader is. */
const HARMLESS_NAME = /(?:csrf|continuation|cursor|next|page|pagination|start|sync)-?token$/;

/** Most names have none of these in them, and need no closer look. */
const HINT = /credential|jwt|key|pass|pwd|secret|token/i;

/** Tells whether a header, parameter or member with this name most likely holds a secret. */
export function isSecretName(name: string): boolean {
  if (!HINT.test(name)) return false;
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/[_.\s]+/g, '-')
    .toLowerCase();
  return SECRET_NAME.test(words) && !HARMLESS_NAME.test(words);
}

/** How the keys of well-known services and tokens begin, and the forms of the Authorization header. */
const SECRET_VALUE =
  /^(?:(?:Bearer|Basic)\s+[\w\-+/=.~]{8,}$|eyJ[\w-]{8,}\.[\w-]{8,}\.|(?:sk|rk|pk)_(?:live|test)_\w{8}|gh[pousr]_\w{16}|github_pat_\w{16}|glpat-[\w-]{16}|xox[abprs]-[\w-]{10}|AKIA[A-Z0-9]{12}|AIza[\w-]{30})/;

/** Tells whether a text has the shape of a secret, whatever it is called. */
export function isSecretValue(text: string): boolean {
  return STARTS.has(text[0] ?? '') && SECRET_VALUE.test(text);
}

const STARTS = new Set('ABegprsx');

/** Tells whether a text could be a secret at all: not a path, a note in words, a reference to a store, or a flag. */
export function canBeSecret(text: string): boolean {
  return text.length >= 6 && !/[\s${}<>]/.test(text) && !/^arn:|:\/\//.test(text) && !WORDS.test(text);
}

const WORDS = /^(?:required|optional|string|unknown|example|default|bearer|disabled|enabled|redacted|[*x.-]+)$/i;
