import { setTimeout as pause } from 'node:timers/promises';
import type { Locator } from 'playwright-core';

const patience = 30_000;

/** Asks every tenth of a second until the answer is neither false nor undefined, and gives it; throws after 30 s. */
export const until = async <T>(what: string, probe: () => Promise<T | false | undefined>): Promise<T> => {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    const answer = await probe();
    if (answer !== false && answer !== undefined) return answer;
    await pause(100);
  }
  throw new Error(`Waited for 30 s in vain: ${what}`);
};

/** The text that a part of the window shows, as soon as it is there; texts of several matches on lines of their own. */
export const shownText = async (part: Locator): Promise<string> => {
  await part.first().waitFor();
  return (await part.allInnerTexts()).join('\n');
};

/** A pattern for a text and nothing else but white space around it. */
export const exactly = (text: string): RegExp => new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
