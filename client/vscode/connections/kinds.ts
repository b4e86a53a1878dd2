import { freeName } from '../../../shared/project/importConnections';
import { secretNameOf, writtenRef } from '../../../shared/project/reference';
import { fieldIn } from '../../../shared/project/shapeTexts';
import type { AuthorizationType } from '../../../shared/spec/connection';
import { AUTH_PARAMETERS_OF, CONNECTION_SHAPE } from '../../../shared/spec/connectionShape';
import { mappedAddress } from '../../../shared/spec/endpoints';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../shared/spec/json';
import type { Shape, TextShape } from '../../../shared/spec/shape';
import type { Say } from '../trace/view';

/** One question about a new connection. */
export interface Step {
  /** Where the answer goes below AuthParameters; the last key names the field. */
  readonly path: readonly string[];
  readonly prompt: string;
  readonly placeHolder: string;
  /** The answer is kept outside of the file; none means that it is asked for when it is first needed. */
  readonly secret?: boolean;
  /** A value to begin with, where the person writes the file instead of answering. */
  readonly sample?: string;
  /** No answer leaves the field out. */
  readonly optional?: boolean;
  /** The only answers that there are. */
  readonly choices?: readonly string[];
}

/** A kind of connection with what it needs to be told. */
export interface Kind {
  readonly type: AuthorizationType;
  readonly label: string;
  readonly description: string;
  readonly steps: readonly Step[];
}

/** The answers to the steps of a kind, in their order. */
export type Answers = readonly string[];

/** The kinds of connections, with their questions in the person's language. */
export function kindsOf(say: Say): readonly Kind[] {
  return [
    { type: 'BASIC', label: say('Basic'), description: say('user name and password'), steps: basicSteps(say) },
    { type: 'API_KEY', label: say('API key'), description: say('a header with a key'), steps: keySteps(say) },
    {
      type: 'OAUTH_CLIENT_CREDENTIALS',
      label: say('OAuth client credentials'),
      description: say('a token from an authorization server'),
      steps: oauthSteps(say),
    },
  ];
}

function basicSteps(say: Say): readonly Step[] {
  const path = (name: string) => [AUTH_PARAMETERS_OF.BASIC, name];
  return [
    { path: path('Username'), prompt: say('The user name'), placeHolder: '', sample: 'user' },
    { path: path('Password'), prompt: say('The password'), placeHolder: later(say), secret: true },
  ];
}

function keySteps(say: Say): readonly Step[] {
  const path = (name: string) => [AUTH_PARAMETERS_OF.API_KEY, name];
  return [
    {
      path: path('ApiKeyName'),
      prompt: say('The name of the header that carries the key'),
      placeHolder: USUAL_HEADER,
      sample: USUAL_HEADER,
    },
    { path: path('ApiKeyValue'), prompt: say('The key'), placeHolder: later(say), secret: true },
  ];
}

function oauthSteps(say: Say): readonly Step[] {
  const path = (...names: readonly string[]) => [AUTH_PARAMETERS_OF.OAUTH_CLIENT_CREDENTIALS, ...names];
  return [
    {
      path: path('AuthorizationEndpoint'),
      prompt: say('The address that gives tokens'),
      placeHolder: EXAMPLE_ENDPOINT,
      sample: EXAMPLE_ENDPOINT,
    },
    {
      path: path('HttpMethod'),
      prompt: '',
      placeHolder: say('The method of the call for a token'),
      choices: ['POST', 'GET', 'PUT'],
      sample: 'POST',
    },
    {
      path: path('ClientParameters', 'ClientID'),
      prompt: say('The id of the client'),
      placeHolder: '',
      sample: 'client',
    },
    {
      path: path('ClientParameters', 'ClientSecret'),
      prompt: say('The secret of the client'),
      placeHolder: later(say),
      secret: true,
    },
    {
      path: path('OAuthHttpParameters', 'BodyParameters', 'scope'),
      prompt: say('The scope to ask for'),
      placeHolder: say('leave it empty when there is none'),
      optional: true,
    },
  ];
}

/** As most servers call it. */
const USUAL_HEADER = 'X-API-Key';

const EXAMPLE_ENDPOINT = 'https://auth.example.com/oauth/token';

function later(say: Say): string {
  return say('leave it empty to be asked when it is first needed');
}

/** What is wrong with an answer, as a sentence; undefined when nothing is. `endpoints` are those of the project file. */
export function wrongAnswer(
  step: Step,
  answer: string,
  endpoints: Readonly<Record<string, string>>,
  say: Say,
): string | undefined {
  if (answer === '') return step.secret || step.optional ? undefined : say('A value is expected here');
  const shape = shapeOf(step.path);
  if (shape === undefined) return undefined;
  if (answer.length > (shape.maximum ?? answer.length))
    return say('It is longer than {0} characters', shape.maximum ?? 0);
  const wrong = shape.wrong?.(answer);
  if (wrong !== undefined) return wrong;
  const isPlain = step.path.at(-1) === 'AuthorizationEndpoint' && /^http:/i.test(answer);
  return isPlain && mappedAddress(answer, endpoints) === undefined
    ? say('A token is asked for over https only, unless "endpoints" of the project file maps the address')
    : undefined;
}

function shapeOf(path: readonly string[]): TextShape | undefined {
  let shape: Shape | undefined = CONNECTION_SHAPE;
  for (const name of ['AuthParameters', ...path]) shape = shape && fieldIn([shape], name)?.shape;
  return shape?.kind === 'text' ? shape : undefined;
}

/**
 * With what the names of a new connection's secrets begin: its own name, or that with a number behind it where one of
 * `taken`, the secrets that other connections need, would be written over.
 */
export function secretsNameOf(kind: Kind, name: string, taken: ReadonlySet<string>): string {
  return freeName(name, (free) => kind.steps.some((step) => step.secret && taken.has(secretOf(step, free))));
}

/** The connection that the answers describe, with references in the places of its secrets, whose names begin with `name`. */
export function connectionFrom(kind: Kind, name: string, answers: Answers): JsonObject {
  const auth = kind.steps.reduce<JsonObject>((made, step, index) => {
    const answer = answers[index] ?? '';
    if (step.secret) return put(made, step.path, writtenRef({ kind: 'secret', name: secretOf(step, name) }));
    return answer === '' ? made : put(made, step.path, answer);
  }, {});
  return { AuthorizationType: kind.type, AuthParameters: auth };
}

/** The secrets among the answers with the names under which the connection refers to them; those not given are left out. */
export function secretsFrom(
  kind: Kind,
  name: string,
  answers: Answers,
): readonly { readonly name: string; readonly value: string }[] {
  return kind.steps.flatMap((step, index) => {
    const value = answers[index] ?? '';
    return step.secret && value !== '' ? [{ name: secretOf(step, name), value }] : [];
  });
}

function secretOf({ path }: Step, connection: string): string {
  return secretNameOf(['connections', connection, 'AuthParameters', ...path]);
}

/** A parameter of a list is written with its key. */
function put(object: JsonObject, [name = '', ...rest]: readonly string[], value: string): JsonObject {
  const [next] = rest;
  if (next === undefined) return { ...object, [name]: value };
  if (LISTS.has(name)) {
    return { ...object, [name]: [{ Key: next, Value: value }] };
  }
  const inside: JsonValue | undefined = object[name];
  return { ...object, [name]: put(isJsonObject(inside) ? inside : {}, rest, value) };
}

const LISTS: ReadonlySet<string> = new Set(['HeaderParameters', 'QueryStringParameters', 'BodyParameters']);
