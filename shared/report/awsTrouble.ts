import { oneLine } from './plainText';

/** Why the `aws` command gave no answer of TestState. */
export type AwsTroubleKind =
  | 'accessDenied'
  | 'badCredentials'
  | 'certificate'
  | 'expired'
  | 'failed'
  | 'mfa'
  | 'missing'
  | 'noCredentials'
  | 'noPassRole'
  | 'noProfile'
  | 'noRegion'
  | 'noRevealSecrets'
  | 'refused'
  | 'roleUnusable'
  | 'rubbish'
  | 'throttled'
  | 'tooOld'
  | 'unreachable';

/** Why there is no answer, and in `said` what the command or AWS said about it, on one line; empty when it said nothing. */
export interface AwsTrouble {
  readonly kind: AwsTroubleKind;
  readonly said: string;
}

/** How the command ended; `code` is null where a signal ended it. */
export interface AwsEnding {
  readonly code: number | null;
  readonly stderr: string;
}

/** Characters of what was said that are shown. */
const SHOWN = 1000;

/** Finds out what went wrong from what the command, in version 1 or 2, says on standard error; `failed` where nothing else is known. */
export function awsTrouble({ code, stderr }: AwsEnding): AwsTrouble {
  const known = SIGNS.find(([, sign]) => sign.test(stderr))?.[0];
  // A launcher that finds no program behind it ends with 127, as shells do.
  const kind = known ?? (code === 127 ? 'missing' : 'failed');
  return { kind, said: saidIn(stderr) };
}

/** The first sign that is found counts. */
const SIGNS: readonly (readonly [AwsTroubleKind, RegExp])[] = [
  ['noPassRole', /AccessDenied[\s\S]*\biam:PassRole\b/],
  ['noRevealSecrets', /AccessDenied[\s\S]*\bstates:RevealSecrets\b/],
  [
    'expired',
    /ExpiredToken|RequestExpired|token[^\n]{0,60}\bexpired|session[^\n]{0,60}\bexpired|Error loading SSO Token/i,
  ],
  [
    'expired',
    /UnauthorizedSSOToken|InvalidGrantException|SSO session[^\n]*invalid|Error when retrieving token from sso/i,
  ],
  ['mfa', /\bMFA\b/],
  ['roleUnusable', /authorized to assume the provided role|cannot be assumed|Cross-account pass role/i],
  ['accessDenied', /\(AccessDenied(Exception)?\)|\(UnauthorizedOperation\)|not authorized to perform/],
  ['throttled', /\((Throttling\w*|ThrottledException|TooManyRequests\w*|RequestLimitExceeded)\)/],
  ['badCredentials', /\((UnrecognizedClient\w*|InvalidClientTokenId|InvalidSignature\w*|SignatureDoesNotMatch)\)/],
  [
    'badCredentials',
    /\((IncompleteSignature\w*|MissingAuthenticationToken\w*|AuthFailure)\)|PartialCredentials|Partial credentials/,
  ],
  ['noCredentials', /Unable to locate credentials|NoCredentials|Error when retrieving credentials/i],
  ['noProfile', /config profile \([^)]*\) could not be found/],
  ['noRegion', /You must specify a region|NoRegion/],
  ['tooOld', /[Ii]nvalid choice|Unknown options:|Unknown parameter in input|unrecognized arguments/],
  ['refused', /\((ValidationException|InvalidDefinition|InvalidExecutionInput|InvalidArn|InvalidToken)\)/],
  ['refused', /Parameter validation failed/],
  ['certificate', /SSL validation failed|CERTIFICATE_VERIFY_FAILED/],
  [
    'unreachable',
    /Could not connect to the endpoint|Connect timeout|Read timeout|Failed to connect to proxy|Connection was closed|Connection reset/i,
  ],
];

/** The sentence of AWS behind its code; else the last line, where programs say what ended them. */
function saidIn(stderr: string): string {
  const aws = /An error occurred \((\w+)\) when calling the \w+ operation[^:\n]*: ([\s\S]*)/.exec(stderr);
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const usual = /Parameter validation failed:|Invalid choice/i.test(stderr) ? lines.slice(-2).join(' ') : lines.at(-1);
  return oneLine(aws ? `${aws[1]}: ${aws[2]}` : (usual ?? '')).slice(0, SHOWN);
}
