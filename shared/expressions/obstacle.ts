/** Why a text cannot be written in another query language without changing what it does; `message` is a sentence without its stop. */
export class Obstacle extends Error {}
