/** How many arguments a function takes, in words such as "2 to 3 arguments"; `most` may be infinite. */
export function argumentRange(least: number, most: number): string {
  if (most === Infinity) return `at least ${plural(least)}`;
  return least === most ? plural(least) : `${least} to ${plural(most)}`;
}

function plural(count: number): string {
  return `${count} argument${count === 1 ? '' : 's'}`;
}
