import { CONNECTION_NAME_PATTERN, CONNECTION_SHAPE } from '../spec/connectionShape';
import { SEVERITY_SETTINGS } from '../spec/diagnostic';
import type { Shape, ShapeField, TextShape } from '../spec/shape';

// What a stateside.json may hold.

const ANY_KEY: TextShape = { kind: 'text', minimum: 1 };

const CONNECTION_NAME: TextShape = {
  kind: 'text',
  names: 'connection',
  minimum: 1,
  wrong: (text) =>
    CONNECTION_NAME_PATTERN.test(text) || text.includes(':') || text.includes('${')
      ? undefined
      : 'A connection is named by up to 64 letters, digits, dots, dashes and underscores, or by a whole ConnectionArn',
};

const URL_TEXT: TextShape = { kind: 'text', wrong: urlWrong };

/** The parts that a profile may override. */
const OVERRIDABLE: readonly ShapeField[] = [
  {
    name: 'connections',
    doc: 'Connections by name, as the CreateConnection request of EventBridge has them.',
    shape: { kind: 'map', keys: CONNECTION_NAME, values: CONNECTION_SHAPE, newKey: 'Name' },
    rule: 'project-connection',
    references: true,
    usual: true,
  },
  {
    name: 'endpoints',
    doc: 'Beginnings of addresses, each with the address that is called instead. The request keeps its Host and URL.',
    shape: {
      kind: 'map',
      keys: { ...URL_TEXT, names: 'endpoint' },
      values: URL_TEXT,
      newKey: 'https://api.example.com',
    },
    rule: 'project-endpoint',
  },
  {
    name: 'substitutions',
    doc: 'Texts for the `${Name}` placeholders of a definition.',
    shape: { kind: 'map', keys: { ...ANY_KEY, names: 'substitution' }, values: { kind: 'text' }, newKey: 'Name' },
    rule: 'project-substitution',
  },
];

const PROFILE: Shape = {
  kind: 'object',
  unknown: 'ERROR',
  fields: [
    ...OVERRIDABLE,
    {
      name: 'production',
      doc: 'True where requests reach a system that matters: the editor asks before a method that may change something.',
      shape: { kind: 'flag' },
      rule: 'project-profile',
    },
  ],
};

/** The whole of a stateside.json. */
export const PROJECT_SHAPE: Shape = {
  kind: 'object',
  unknown: 'ERROR',
  fields: [
    { name: '$schema', doc: 'Address of the schema, for editors.', shape: { kind: 'text' }, unused: true },
    {
      name: 'version',
      doc: 'The version of this format: 1.',
      shape: { kind: 'count', only: 1 },
      rule: 'project-version',
      usual: true,
    },
    ...OVERRIDABLE,
    {
      name: 'region',
      doc: 'The AWS region in User-Agent where a ConnectionArn names none. Without it, us-east-1.',
      shape: {
        kind: 'text',
        wrong: (text) => (/^[a-z]+(-[a-z]+)+-\d+$/.test(text) ? undefined : 'This is no AWS region such as us-east-1'),
      },
      rule: 'project-region',
    },
    {
      name: 'rules',
      doc: 'Severities by the name of a rule; they win over the settings of the editor.',
      shape: {
        kind: 'map',
        keys: { ...ANY_KEY, names: 'rule' },
        values: {
          kind: 'text',
          values: SEVERITY_SETTINGS,
          meanings: {
            off: 'The rule says nothing.',
            info: 'Its findings are worth knowing and never fail a check.',
            warning: 'Its findings are almost surely mistakes.',
            error: 'Its findings must be mended.',
          },
        },
      },
      rule: 'project-rule',
    },
    {
      name: 'profiles',
      doc: 'Named sets of what differs from the rest of the file, chosen when running.',
      shape: { kind: 'map', keys: { ...ANY_KEY, names: 'profile' }, values: PROFILE, newKey: 'staging' },
      rule: 'project-profile',
    },
  ],
};

function urlWrong(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:\/\//i.test(text))
    return 'This is no address that begins with http:// or https://';
  if (url.username !== '' || url.password !== '') return 'An address must not hold a user';
  return url.search !== '' || url.hash !== '' ? 'An address must end before its query' : undefined;
}
