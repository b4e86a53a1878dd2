import type { YamlScalar } from './tokens';

/** The lines of a plain scalar that YAML took for one key, each as a scalar of its own. */
export function keyLines(key: YamlScalar): readonly YamlScalar[] {
  let offset = key.offset;
  return key.source.split('\n').flatMap((line) => {
    const source = line.trim();
    const start = offset + line.length - line.trimStart().length;
    offset += line.length + 1;
    return source === '' ? [] : [{ type: 'scalar', offset: start, indent: key.indent, source }];
  });
}

/** What stands at an offset, to the end of its line or a comment there, as one plain scalar. */
export function oneLine(text: string, offset: number): YamlScalar {
  const end = text.indexOf('\n', offset);
  const line = text.slice(offset, end < 0 ? text.length : end);
  return { type: 'scalar', offset, indent: 0, source: line.replace(/\s#.*$/, '').trimEnd() };
}
