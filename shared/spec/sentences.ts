// What AWS says of the fields of an object, recorded from its answers when definitions were created and states tested.

/** A field that a template must give, and does not. */
export function missingField(name: string): string {
  return `The field '${name}' is required but was missing`;
}

/** The fields that an object must have, and has not. */
export function missingFields(names: readonly string[]): string {
  return `These fields are required: [${names.join(', ')}]`;
}

/** None of the fields is there of which an object has exactly one. */
export function noneOf(names: readonly string[]): string {
  return `This object should have only one of the following fields: [${names.join(', ')}]`;
}

/** Several of the fields are there of which an object has one at most. */
export function severalOf(names: readonly string[]): string {
  return `There should only be one of the following fields: [${names.join(', ')}]`;
}
