import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { artifactsFolder, projectFolder } from './places';

// `npm run screenshots` takes the pictures of the README over from the last run in the editor.

/** The pictures that the README shows: a run in a light theme, a finding in a dark one. */
export const pictureNames = ['run', 'finding'] as const;

/** What the screenshot of a picture is called in artifacts/screenshots, without `.png`. */
export const picture = (name: (typeof pictureNames)[number]): string => `picture-${name}`;

/** Where the README finds its pictures. They are no part of the package: the marketplace reads them from the repository. */
export const pictureFolder = 'client/resources/screenshots';

const main = (): void => {
  mkdirSync(join(projectFolder, pictureFolder), { recursive: true });
  for (const name of pictureNames)
    copyFileSync(
      join(artifactsFolder, 'screenshots', `${picture(name)}.png`),
      join(projectFolder, pictureFolder, `${name}.png`),
    );
};

if (require.main === module) main();
