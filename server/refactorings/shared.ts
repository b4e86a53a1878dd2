import type { AslDocument } from '../../shared/document/document';
import type { Member } from '../../shared/document/node';
import { aliasedOffsets } from '../aliases';

/** Tells whether an alias of YAML brings something of a member in elsewhere: changing it would change that too. */
export function isShared({ root }: AslDocument, { key, value }: Member): boolean {
  const end = (value ?? key).span.end;
  return root !== undefined && aliasedOffsets(root).some((offset) => key.span.start <= offset && offset < end);
}
