import { type Typing, typingAt, withoutHalfTyped } from '../shared/document/typing';
import { keysAt } from './completionKeys';
import { valuesAt } from './completionValues';
import { meaningAt } from './meaning';
import type { Subject } from './subject';
import { fitKey, fitValue, type Suggestion } from './suggestion';

/** What could be typed at an offset, best first. Empty where nothing is known, and for YAML. */
export function complete(subject: Subject, offset: number): readonly Suggestion[] {
  if (subject.document.format !== 'json') return [];
  const { text } = subject.document;
  const typing = typingAt(text, offset);
  const { document, at } = withoutHalfTyped(subject.document, typing);
  const meaning = meaningAt(document, at);
  const whole = { ...subject, document: { ...document, text } };
  if (meaning.place.role === 'key') {
    return keysAt(meaning, whole).flatMap((draft) => fitKey(draft, typing) ?? []);
  }
  if (hasValueBehind(text, typing)) return [];
  return valuesAt(meaning, typing, whole).flatMap((draft) => fitValue(draft, typing) ?? []);
}

/** A value stands behind the cursor already; a key there means only that a comma is missing. */
function hasValueBehind(text: string, { span, before, after, afterStart }: Typing): boolean {
  if (span.start < span.end) return false;
  if (before !== ':' && !'[,'.includes(before)) return true;
  if (before !== ':' || after === '') return false;
  const key = /^"(?:[^"\\\r\n]|\\.)*"\s*:/.test(text.slice(afterStart));
  return !key && !',}]'.includes(after);
}
