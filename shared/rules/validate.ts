import type { AslDocument } from '../document/document';
import { httpTaskOf, type State, type StateMachine, singleStateOf, stateMachineOf } from '../document/stateMachine';
import {
  type Diagnostic,
  type Fix,
  SET_SEVERITIES,
  type Severity,
  type Span,
  type Surroundings,
} from '../spec/diagnostic';
import { RULE_FAMILIES, type RuleFamilies } from './allRules';
import { contextOf } from './context';
import { fixesIn } from './edits';
import { isKeptFor, keep, type Memory, shownAt } from './memory';
import type { Context, Finding, Rule, RuleInfo } from './rule';

/**
 * Checks a definition and gives what was found, in the order of the text; nothing when all is well. Never throws.
 * With a memory, handed in for each text of one file, states that stay as they were are not judged again.
 */
export function validate(document: AslDocument, surroundings: Surroundings, memory?: Memory): readonly Diagnostic[] {
  const context = contextOf(document, surroundings);
  const run: Run = { families: activeRules(surroundings), context, found: [], memory };
  for (const rule of run.families.document) report(run, rule, rule.check(document, context), NOWHERE_BROKEN);
  if (surroundings.scope === 'singleState') checkState(run, singleStateOf(document), false);
  else checkMachine(run, stateMachineOf(document));
  return run.found.sort((left, right) => left.span.start - right.span.start || left.span.end - right.span.end);
}

/** One validation: what was found is added to `found` as it goes. */
interface Run {
  readonly families: RuleFamilies;
  readonly context: Context;
  readonly found: Diagnostic[];
  readonly memory: Memory | undefined;
}

function checkMachine(run: Run, machine: StateMachine | undefined): void {
  if (machine === undefined) return;
  apply(run, run.families.machine, machine);
  for (const state of machine.states) checkState(run, state, true);
}

function checkState(run: Run, state: State | undefined, hasMachine: boolean): void {
  if (state === undefined) return;
  run.found.push(...aloneFindings(run, state));
  if (hasMachine) apply(run, run.families.transition, state);
  for (const nested of state.nested) checkMachine(run, nested);
}

/** What is found in a state whatever stands around it: from memory where the state was judged before. */
function aloneFindings(run: Run, state: State): readonly Diagnostic[] {
  const { context, families, memory } = run;
  const kept = state.node && memory?.get(state.node);
  if (kept && isKeptFor(kept, state, context)) return shownAt(kept, state);
  const own: Run = { ...run, found: [] };
  apply(own, families.state, state);
  const task = httpTaskOf(state);
  if (task) apply(own, families.httpTask, task);
  if (state.node) memory?.set(state.node, keep(own.found, state, context));
  return own.found;
}

function apply<Subject>(run: Run, rules: readonly Rule<Subject>[], subject: Subject): void {
  // What stands in a broken text was not read as it was meant: the rule about syntax speaks of it.
  const { isBroken } = run.context;
  for (const rule of rules) report(run, rule, rule.check(subject, run.context), isBroken);
}

const NOWHERE_BROKEN: Context['isBroken'] = () => false;

function report(
  { context, found }: Run,
  rule: RuleInfo,
  findings: Iterable<Finding>,
  isLeftOut: (span: Span) => boolean,
): void {
  let said = 0;
  for (const finding of findings) {
    if (isLeftOut(finding.span)) continue;
    if (++said > MOST_FINDINGS) return;
    found.push(diagnostic(context.document, rule, severityOf(rule, context.surroundings), finding));
  }
}

/** More than these a rule does not say about one subject: nobody would read them. */
const MOST_FINDINGS = 200;

function diagnostic(document: AslDocument, { name, code }: RuleInfo, severity: Severity, finding: Finding): Diagnostic {
  const { message, detail, location } = finding;
  const fixes = fixesIn(document, finding);
  return {
    rule: name,
    code: code ?? name,
    severity,
    message: shortened(message),
    ...(detail === undefined ? {} : { detail: shortened(detail) }),
    ...(location === undefined ? {} : { location }),
    span: fixed(finding.span),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map(fixedFix) }),
  };
}

/** Sentences name what stands in the text: of a name of a megabyte the beginning will do. */
function shortened(sentence: string): string {
  if (sentence.length <= LONGEST_SENTENCE) return sentence;
  return `${sentence.slice(0, LONGEST_SENTENCE).replace(/[\ud800-\udbff]$/, '')}…`;
}

const LONGEST_SENTENCE = 2000;

/** Spans of the tree may move with the next text; those of a finding belong to this one. */
function fixed({ start, end }: Span): Span {
  return { start, end };
}

function fixedFix(fix: Fix): Fix {
  return { ...fix, edits: fix.edits.map(({ span, text }) => ({ span: fixed(span), text })) };
}

/** The families without the rules that are switched off. */
function activeRules({ severities }: Surroundings): RuleFamilies {
  if (!Object.values(severities).includes('off')) return RULE_FAMILIES;
  const isOn = ({ name }: RuleInfo) => !Object.hasOwn(severities, name) || severities[name] !== 'off';
  const { document, machine, state, transition, httpTask } = RULE_FAMILIES;
  return {
    document: document.filter(isOn),
    machine: machine.filter(isOn),
    state: state.filter(isOn),
    transition: transition.filter(isOn),
    httpTask: httpTask.filter(isOn),
  };
}

function severityOf({ name, severity }: RuleInfo, { severities }: Surroundings): Severity {
  const setting = Object.hasOwn(severities, name) ? severities[name] : undefined;
  return setting === undefined || setting === 'off' ? severity : SET_SEVERITIES[setting];
}
