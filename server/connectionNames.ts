import type { Subject } from './subject';

/** A connection of `stateside.json` with the text by which a ConnectionArn finds it. */
export interface ConnectionName {
  readonly name: string;
  /**
   * The key as it stands when it is an ARN or a placeholder. A plain name is put into an ARN: the name in it is what
   * the search goes by, its account and id are example values until the real ARN takes their place.
   */
  readonly arn: string;
}

/** The connections of the project; empty when there is no `stateside.json`. */
export function connectionNames({ surroundings, project }: Subject): readonly ConnectionName[] {
  return Object.keys(surroundings.connections).map((name) => ({
    name,
    arn: /^[.\-_A-Za-z0-9]+$/.test(name)
      ? `arn:aws:events:${project?.region ?? 'us-east-1'}:123456789012:connection/${name}/00000000-0000-0000-0000-000000000000`
      : name,
  }));
}
