import type { AslDocument } from '../document/document';
import type { Node } from '../document/node';
import type { StateMachine } from '../document/stateMachine';
import type { Fix, Severity, Span, Surroundings } from '../spec/diagnostic';

/** What a rule found: the offending key or value, and the sentence about it. */
export interface Finding {
  readonly span: Span;
  readonly message: string;
  /** What exactly is wrong, as a sentence, where AWS's message is the same for many slips. */
  readonly detail?: string;
  /** AWS's form, such as `/States/CallApi/Parameters`; absent where AWS gives none. */
  readonly location?: string;
  readonly fixes?: readonly Fix[];
}

/** What people read about a rule, and what its findings have in common. */
export interface RuleInfo {
  /** Unique, stable and readable: it keys the doc page, the severity setting and the quick fix. */
  readonly name: string;
  readonly severity: Severity;
  /** AWS's code where AWS has one; else the rule's name is the code. */
  readonly code?: string;
  readonly title: string;
  /** Why it matters and how to mend it, in Markdown: for the rule's page. The built server does without. */
  readonly doc: string;
  /** Address of the page that the rule follows from. */
  readonly page: string;
  /** Definitions: on `wrong` this rule speaks and no other, on `right`, its near miss, it is silent. */
  readonly example: Example;
}

/** Two definitions, and what `stateside.json` would add to them where that matters. */
export interface Example {
  readonly wrong: string;
  readonly right: string;
  readonly surroundings?: Partial<Surroundings>;
}

/** A rule about one kind of subject. `check` is pure and never throws; it gives nothing when nothing is wrong. */
export interface Rule<Subject> extends RuleInfo {
  readonly check: (subject: Subject, context: Context) => Iterable<Finding>;
}

/** The names of a machine's states, read once per machine. */
export interface StateNames {
  /** The names with their known placeholders filled in, in the order of the states. */
  readonly list: readonly string[];
  readonly has: (name: string) => boolean;
  /** The name that a missing target most likely means; undefined when none is near. */
  readonly nearest: (name: string) => string | undefined;
  /** Not all names can be known, as a template tool fills some in or the text ends too early: any target may exist. */
  readonly open: boolean;
}

/** What a rule may look at beside its subject. */
export interface Context {
  readonly document: AslDocument;
  readonly surroundings: Surroundings;
  readonly namesOf: (machine: StateMachine) => StateNames;
  /** A value with its known placeholders filled in, in its own place; the same node where there are none. */
  readonly known: (node: Node) => Node;
  /** Tells whether a span holds broken JSON, so that what is missing there may only be unreadable. */
  readonly isBroken: (span: Span) => boolean;
  /** The location of the first state of the whole definition with this name; undefined when there is none. */
  readonly firstNamed: (name: string) => string | undefined;
  /** The location of the first Map with this Label. */
  readonly firstLabelled: (label: string) => string | undefined;
  /** The query language of the machine is filled in by a template tool. */
  readonly isLanguageOpen: boolean;
}

/** AWS's code for what its schema does not allow. */
export const SCHEMA_CODE = 'SCHEMA_VALIDATION_FAILED';

/** AWS's code for a transition to a state that is not there. */
export const TARGET_CODE = 'MISSING_TRANSITION_TARGET';
