// The `endpoints` of a project: beginnings of addresses, each with the address that is called instead.

/** Where `endpoints` sends an address: the longest beginning that fits decides. Undefined when none fits. */
export function mappedAddress(address: string, endpoints: Readonly<Record<string, string>>): string | undefined {
  const wanted = comparable(address);
  const [longest] = Object.entries(endpoints)
    .map(([prefix, target]) => ({ prefix: comparable(prefix), target }))
    .filter(({ prefix }) => isBeginning(prefix, wanted))
    .toSorted((left, right) => right.prefix.length - left.prefix.length);
  return longest && join(longest.target, wanted.slice(longest.prefix.length));
}

/** Scheme and host count in any case, and the usual port of a scheme is the same as none. */
function comparable(address: string): string {
  return address.replace(/^[a-z]+:\/\/[^/?#]*/i, (start) =>
    start.toLowerCase().replace(/^(https:.*):443$|^(http:.*):80$/, '$1$2'),
  );
}

/** A beginning ends where a part of the address ends: `https://a.example` stands neither for `https://a.example.org` nor for another port. */
function isBeginning(prefix: string, address: string): boolean {
  if (!address.startsWith(prefix)) return false;
  return prefix.endsWith('/') || address.length === prefix.length || '/?'.includes(address[prefix.length] ?? '');
}

function join(base: string, rest: string): string {
  if (rest === '' || rest.startsWith('?')) return `${base}${rest}`;
  return `${base.replace(/\/$/, '')}/${rest.replace(/^\//, '')}`;
}
