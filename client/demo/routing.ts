import type { Answer, WholeAnswer } from './answer';
import type { Call } from './call';
import { refuse } from './protection';
import { ROUTES, type Route } from './routes';
import { failure } from './trouble';

/** Answers a call: 404 for a path that is in no row, 405 with Allow for a method that is not, 401 where credentials fail. */
export function answerCall(call: Omit<Call, 'parameters'>): Answer {
  const fitting = ROUTES.flatMap((route) => {
    const parameters = match(route.path, call.path);
    return parameters ? [{ route, parameters }] : [];
  });
  const { method } = call.request;
  if (fitting.length === 0) return failure(404, { message: `Nothing is here: ${call.path}` });
  const chosen = fitting.find(({ route }) => allowed(route).includes(method));
  if (chosen)
    return (
      refuse(call.request, chosen.route.schemes) ?? chosen.route.answer({ ...call, parameters: chosen.parameters })
    );
  return otherMethod(method, [...new Set(fitting.flatMap(({ route }) => allowed(route)))]);
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  const fits =
    wanted.length === given.length &&
    wanted.every((part, index) => (isName(part) ? given[index] !== '' : part === given[index]));
  if (!fits) return undefined;
  return Object.fromEntries(
    wanted.flatMap((part, index) => (isName(part) ? [[part.slice(1, -1), given[index] ?? '']] : [])),
  );
}

function isName(part: string): boolean {
  return part.startsWith('{');
}

function allowed(route: Route): readonly string[] {
  return route.methods.includes('GET') ? [...route.methods, 'HEAD'] : route.methods;
}

function otherMethod(method: string, methods: readonly string[]): WholeAnswer {
  const allow = ['Allow', [...methods, 'OPTIONS'].join(', ')] as const;
  if (method === 'OPTIONS') return { status: 204, headers: [allow] };
  return failure(405, { message: `This path does not take the method: ${method}`, headers: [allow] });
}
