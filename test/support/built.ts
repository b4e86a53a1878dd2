import { existsSync } from 'node:fs';
import path from 'node:path';

/** The path of a bundle in dist/. Fails with what to do when it was not built. */
export function built(name: string): string {
  const file = path.join(__dirname, '..', '..', 'dist', name);
  if (!existsSync(file)) throw new Error(`dist/${name} is missing: run "npm run build" first`);
  return file;
}
