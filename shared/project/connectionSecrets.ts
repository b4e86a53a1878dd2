import { memberNamed, type Node, textAt } from '../document/node';
import { CONNECTION_SHAPE } from '../spec/connectionShape';
import type { Span } from '../spec/diagnostic';
import { withPlainConnections } from './plainConnection';
import { readFile } from './readFile';
import { referencesOf } from './reference';
import { shapedTexts } from './shapeTexts';

/** A connection of a project file with the names of the secrets that it needs, each once; `span` is its key. */
export interface ConnectionSecrets {
  readonly name: string;
  readonly span: Span;
  /** How it authorizes, as it is written; undefined while it does not say. */
  readonly type: string | undefined;
  readonly secrets: readonly string[];
}

/** The connections of a stateside.json, those of its profiles behind them; empty when there are none, or it is not JSON. */
export function connectionSecrets(text: string): readonly ConnectionSecrets[] {
  const { root: written } = readFile(text, 'project');
  const root = written && withPlainConnections(written);
  const profiles = memberNamed(root, 'profiles')?.value;
  const parts = profiles?.kind === 'object' ? profiles.members.map(({ value }) => value) : [];
  return [root, ...parts].flatMap((part) => {
    const connections = memberNamed(part, 'connections')?.value;
    return (connections?.kind === 'object' ? connections.members : []).map(({ key, value }) => ({
      name: key.value,
      span: key.span,
      type: textAt(value, 'AuthorizationType'),
      secrets: secretsIn(value),
    }));
  });
}

function secretsIn(connection: Node | undefined): readonly string[] {
  const texts = Array.from(shapedTexts(connection, [CONNECTION_SHAPE]), ({ node }) => node.value);
  const secrets = texts.flatMap(referencesOf).filter(({ kind }) => kind === 'secret');
  return [...new Set(secrets.map(({ name }) => name))];
}
