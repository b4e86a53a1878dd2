import { touches } from '../shared/document/document';
import type { StringNode } from '../shared/document/node';
import { referencesIn } from '../shared/project/reference';
import { type ShapePlace, shapePlaceAt } from '../shared/project/shapePlace';
import { spanOfPiece } from '../shared/rules/stateExpressions';
import type { Hover } from './hover';
import { describeReference, describeShapeField, describeShapeValue } from './plainDescribe';
import type { PlainSubject } from './plainFile';
import { describeName } from './plainNames';

/** Says what stands at an offset of one of our files; undefined where nothing is known. */
export function hoverPlain(subject: PlainSubject, offset: number): Hover | undefined {
  const at = shapePlaceAt(subject.document, subject.shape, offset);
  const { role, member, string } = at.place;
  if (string === undefined || !touches(string.span, offset)) return undefined;
  if (role === 'key') return member && shown(keyMarkdown(subject, at, member.key.value), string);
  return referenceAt(subject, at, string, offset) ?? shown(valueMarkdown(subject, at, string.value), string);
}

function shown(markdown: string | undefined, { span }: StringNode): Hover | undefined {
  return markdown === undefined || markdown === '' ? undefined : { markdown, span };
}

function keyMarkdown(subject: PlainSubject, at: ShapePlace, key: string): string | undefined {
  const map = at.around.find((shape) => shape.kind === 'map');
  if (map) return map.keys.names && describeName(map.keys.names, key, subject, at.path);
  return at.field?.name === key ? describeShapeField(at.field, { aws: at.references }) : undefined;
}

function valueMarkdown(subject: PlainSubject, { shapes, field, path }: ShapePlace, value: string): string | undefined {
  const shape = shapes.find((candidate) => candidate.kind === 'text');
  if (shape?.values?.includes(value)) return describeShapeValue(value, shape, field);
  return shape?.names && describeName(shape.names, value, subject, path);
}

function referenceAt(subject: PlainSubject, at: ShapePlace, node: StringNode, offset: number): Hover | undefined {
  if (!at.references) return undefined;
  for (const { ref, index, length } of referencesIn(node.value)) {
    const span = spanOfPiece(subject.document.text, node, index, length);
    if (touches(span, offset)) return { markdown: describeReference(ref), span };
  }
  return undefined;
}
