import type { RuleInfo } from '../../shared/rules/rule';

/** The documentation page of a rule, in Markdown. */
export function rulePage(rule: RuleInfo): string {
  const { name, severity, code, title, doc, page, example } = rule;
  const surroundings = example.surroundings
    ? [`With this in \`stateside.json\`:`, fenced(JSON.stringify(example.surroundings, undefined, 2))]
    : [];
  return `${[
    `# ${title}`,
    `Rule \`${name}\`, severity ${severity}${code ? `, AWS's code \`${code}\`` : ''}.`,
    doc,
    '## Wrong',
    ...surroundings,
    fenced(example.wrong),
    '## Right',
    fenced(example.right),
    '## Another severity',
    `Write \`off\`, \`info\`, \`warning\` or \`error\` for the rule into \`stateside.json\`, or into the setting \`stateside.rules\`:`,
    fenced(JSON.stringify({ version: 1, rules: { [name]: 'off' } }, undefined, 2)),
    `Source: <${page}>`,
  ].join('\n\n')}\n`;
}

/** The list of all rules, in Markdown. */
export function ruleIndex(rules: readonly RuleInfo[]): string {
  const rows = rules.map(({ name, severity, title }) => `| [\`${name}\`](${name}.md) | ${severity} | ${title} |`);
  return `${[
    '# Rules',
    'ERROR: AWS rejects the definition, or the run surely fails. WARNING: almost surely a mistake. INFO: legal, worth knowing.',
    ['| Rule | Severity | What is wrong |', '|---|---|---|', ...rows].join('\n'),
  ].join('\n\n')}\n`;
}

/** What is repeated without end is shown once. */
function fenced(text: string): string {
  return `\`\`\`json\n${text.replace(/(.)\1{200,}/g, '$1...')}\n\`\`\``;
}
