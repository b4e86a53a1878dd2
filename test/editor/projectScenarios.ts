import assert from 'node:assert/strict';
import { type AtBench, type Bench, scenario } from './bench';

/** What a person sees and does in a `stateside.json`. */
export const projectScenarios = (atBench: AtBench): void => {
  scenario(atBench, 'connection-lens', 'a connection asks for its secrets, and says when it has them', connectionLens);
};

const connectionLens = async ({ editor, write }: Bench): Promise<void> => {
  write('secrets/stateside.json', projectText);
  await editor.openFile('secrets/stateside.json');
  await editor.clickCodeLens('BASIC | Set secrets: lens-password');
  await editor.answer('for secrets/stateside.json only', 'example-password-4');
  await editor.page.getByText('BASIC | Change secrets: lens-password').waitFor();
  await editor.screenshot('connection-lens');
  assert.equal(await editor.page.getByText('Set secrets: lens-password').count(), 0);
};

const projectText = `{
  "version": 1,
  "connections": {
    "Lens": {
      "AuthorizationType": "BASIC",
      "AuthParameters": {
        "BasicAuthParameters": { "Username": "user", "Password": "\${secret:lens-password}" }
      }
    }
  }
}
`;
