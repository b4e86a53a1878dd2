/** Joins paragraphs; those that are empty or undefined are left out. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join('\n\n');
}

/** A link to a page. */
export function link(page: string): string {
  return `[${page.includes('docs.aws.amazon.com') ? 'AWS documentation' : 'Documentation'}](${page})`;
}

/** A text as code; its own backticks must be fewer than those around it. */
export function code(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

/** Names and comments are the author's text: what Markdown would read in them is shown as it stands. */
export function verbatim(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#!|~]/g, '\\$&');
}
