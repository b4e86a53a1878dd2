/**
 * Puts texts in for `${Name}`, as a deployment tool does before AWS sees a definition. Names that nobody gave a text for
 * stay as they are; a text that was put in is not looked at again.
 */
export function substitute(text: string, substitutions: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{([^{}]*)\}/g, (whole, name: string) =>
    Object.hasOwn(substitutions, name) ? (substitutions[name] ?? whole) : whole,
  );
}
