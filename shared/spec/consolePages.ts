// Where the AWS console shows a resource, from the addresses that https://console.aws.amazon.com itself uses.

/** The page of the AWS console about the resource of an ARN, with what a link to it says; undefined for any other text. */
export function consoleLink(arn: string): { readonly target: string; readonly tooltip: string } | undefined {
  const [, partition = '', service = '', region = '', , rest = ''] = ARN.exec(arn) ?? [];
  const place = Object.hasOwn(PLACES, service) ? PLACES[service] : undefined;
  const host = Object.hasOwn(CONSOLES, partition) ? CONSOLES[partition] : undefined;
  const path = place?.path(rest, arn)?.replace('home', `home?region=${region}`);
  return place && host && path
    ? { target: `https://${region}.${host}/${path}`, tooltip: `Open ${place.what} in the AWS console` }
    : undefined;
}

const ARN = /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z]{2}(?:-[a-z]+)+-\d):(\d{12}):(.+)$/;

const CONSOLES: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** What the console shows about a resource, by the service in its ARN: what it is, and its address in that service. */
const PLACES: Readonly<
  Record<string, { readonly what: string; readonly path: (rest: string, arn: string) => string | undefined }>
> = {
  lambda: {
    what: 'this function',
    path: (rest) => {
      const name = /^function:([\w-]+)/.exec(rest)?.[1];
      return name === undefined ? undefined : `lambda/home#/functions/${name}`;
    },
  },
  sns: { what: 'this topic', path: (_, arn) => `sns/v3/home#/topic/${arn}` },
  states: {
    what: 'this state machine',
    path: (rest, arn) => (rest.startsWith('stateMachine:') ? `states/home#/statemachines/view/${arn}` : undefined),
  },
  events: {
    what: 'this connection',
    path: (rest) => {
      const name = /^connection\/([^/]+)/.exec(rest)?.[1];
      return name === undefined ? undefined : `events/home#/connections/${name}`;
    },
  },
};
