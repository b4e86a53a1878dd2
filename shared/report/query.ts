/** An address with encoded pairs behind the query that it may have already. */
export function withQuery(endpoint: string, pairs: readonly string[]): string {
  const [address = '', ...own] = endpoint.split('?');
  const query = [own.join('?'), ...pairs].filter((pair) => pair !== '').join('&');
  return query === '' ? address : `${address}?${query}`;
}
