const LINE_END = 10;

/**
 * The lines of bytes that come in pieces, without their line feeds; the last one needs none. A line that is longer than
 * `mostBytes` is undefined: it is read to its end and not kept.
 */
export async function* linesOf(
  chunks: AsyncIterable<Buffer>,
  mostBytes: number,
): AsyncGenerator<Buffer | undefined, void> {
  let line = newLine(mostBytes);
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, start)) {
      line.add(chunk.subarray(start, end));
      yield line.bytes();
      line = newLine(mostBytes);
      start = end + 1;
    }
    line.add(chunk.subarray(start));
  }
  if (!line.isEmpty()) yield line.bytes();
}

function newLine(mostBytes: number) {
  let parts: Buffer[] = [];
  let length = 0;
  return {
    add: (part: Buffer): void => {
      length += part.length;
      if (length > mostBytes) parts = [];
      else parts.push(part);
    },
    isEmpty: (): boolean => length === 0,
    bytes: (): Buffer | undefined => (length > mostBytes ? undefined : Buffer.concat(parts)),
  };
}
