import type { Connection } from './connection';

/** A range of a text in UTF-16 units, end excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** ERROR: AWS rejects it or the run surely fails. WARNING: almost surely a mistake. INFO: legal, worth knowing. */
export type Severity = 'ERROR' | 'WARNING' | 'INFO';

/** The severities that `stateside.json`, the settings and the command line set for a rule. */
export const SEVERITY_SETTINGS = ['off', 'info', 'warning', 'error'] as const;

/** One of them. */
export type SeveritySetting = (typeof SEVERITY_SETTINGS)[number];

/** The severity that a setting gives to a finding; with `off` there is no finding. */
export const SET_SEVERITIES: Readonly<Record<Exclude<SeveritySetting, 'off'>, Severity>> = {
  info: 'INFO',
  warning: 'WARNING',
  error: 'ERROR',
};

/** One change that mends a finding: the spans are replaced by the texts. */
export interface Fix {
  /** What the change does, as the light bulb shows it. */
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
  /** The obvious one, applied by "fix all". */
  readonly preferred?: boolean;
}

/** A finding: `rule` is our name for it, `code` and `message` are AWS's own where AWS has them. */
export interface Diagnostic {
  readonly rule: string;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** What exactly is wrong, as a sentence, where AWS's message is the same for many slips. */
  readonly detail?: string;
  /** AWS's form, such as `/States/CallApi/Parameters`; absent where AWS gives none. */
  readonly location?: string;
  readonly span: Span;
  readonly fixes?: readonly Fix[];
}

/** A finding's message with its detail, where it has one, in a line below. */
export function wholeMessage({ message, detail }: Pick<Diagnostic, 'message' | 'detail'>): string {
  return detail === undefined ? message : `${message}\n${detail}`;
}

/** What a definition is checked against beside itself; made from `stateside.json` and the settings. */
export interface Surroundings {
  /** Connections by name, or by the whole text that stands for the ARN. */
  readonly connections: Readonly<Record<string, Connection>>;
  /** URL prefixes that are sent elsewhere. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** Texts for `${Name}`. */
  readonly substitutions: Readonly<Record<string, string>>;
  /** Severity by rule name. */
  readonly severities: Readonly<Record<string, SeveritySetting>>;
  /** `singleState`: the document is one state, so rules about transitions are left out. */
  readonly scope: 'machine' | 'singleState';
}

/** The surroundings of a file that has no `stateside.json`. */
export const NO_SURROUNDINGS: Surroundings = {
  connections: {},
  endpoints: {},
  substitutions: {},
  severities: {},
  scope: 'machine',
};
