import { type Typing, typingAt } from '../shared/document/typing';
import { keysAt } from './completionKeys';
import { valuesAt } from './completionValues';
import { completeYaml } from './completionYaml';
import { completeExpression } from './expressionCompletion';
import { expressionPlaceAt } from './expressionPlace';
import { type Meaning, meaningAt } from './meaning';
import type { Subject } from './subject';
import { fitKey, fitValue, type Suggestion } from './suggestion';

/** What could be typed at an offset, best first. Empty where nothing is known. */
export function complete(subject: Subject, offset: number): readonly Suggestion[] {
  const meaning = meaningAt(subject.document, offset);
  const expression = expressionPlaceAt(subject, meaning, offset);
  if (expression) return completeExpression(subject, meaning, expression);
  const yaml = subject.document.format === 'yaml' ? completeYaml(subject, offset) : undefined;
  if (yaml) return yaml;
  const { text } = subject.document;
  const typing = typingAt(text, offset);
  if (meaning.place.role === 'key') {
    if (isBehindKey(meaning, typing)) return [];
    return keysAt(meaning, subject).flatMap((draft) => fitKey(draft, typing) ?? []);
  }
  if (hasValueBehind(text, typing)) return [];
  return valuesAt(meaning, subject).flatMap((draft) => fitValue(draft, typing) ?? []);
}

/** The key in front of the cursor still lacks its colon: another key cannot stand here. */
function isBehindKey({ place }: Meaning, { span, beforeEnd }: Typing): boolean {
  const isNothingTyped = span.start === span.end;
  return (
    isNothingTyped &&
    (place.object?.members ?? []).some(({ key, colon }) => key.span.end === beforeEnd && colon === undefined)
  );
}

/** A value stands behind the cursor already; a key there means only that a comma is missing. */
function hasValueBehind(text: string, { span, before, after, afterStart }: Typing): boolean {
  if (span.start < span.end) return false;
  if (before !== ':' && !'[,'.includes(before)) return true;
  if (before !== ':' || after === '') return false;
  const key = /^"(?:[^"\\\r\n]|\\.)*"\s*:/.test(text.slice(afterStart));
  return !key && !',}]'.includes(after);
}
