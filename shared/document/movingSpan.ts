import type { Span } from '../spec/diagnostic';

/** Where a piece of a text begins now; whoever moves the piece changes it. */
export interface Anchor {
  at: number;
}

/**
 * A span inside a piece of a text: it moves with the piece, so that a tree of a thousand nodes moves by one number.
 * A class, as two getters on a prototype cost neither time nor memory for each of these spans.
 */
export class MovingSpan implements Span {
  readonly #anchor: Anchor;
  readonly #from: number;
  readonly #to: number;

  constructor(anchor: Anchor, from: number, to: number) {
    this.#anchor = anchor;
    this.#from = from;
    this.#to = to;
  }

  get start(): number {
    return this.#anchor.at + this.#from;
  }

  get end(): number {
    return this.#anchor.at + this.#to;
  }
}
