import { type Html, html } from './html';
import type { StepLook } from './path';

/** The class of a status, which gives it its colour. */
export const LOOKS: Readonly<Record<StepLook, string>> = {
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  RETRIABLE: 'retriable',
  CAUGHT_ERROR: 'caught',
  NOT_RUN: 'message',
};

/** Each status has a shape of its own: a circle, an octagon, a turning arrow, a triangle, an empty circle. */
const SHAPES: Readonly<Record<StepLook, Html>> = {
  SUCCEEDED: html`<circle cx="8" cy="8" r="7"/><path class="mark" d="M4.5 8.3l2.4 2.4 4.6-5"/>`,
  FAILED: html`<path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z"/><path class="mark" d="M5.3 5.3l5.4 5.4M10.7 5.3l-5.4 5.4"/>`,
  RETRIABLE: html`<path class="line" d="M13.5 8a5.5 5.5 0 1 1-1.8-4.1"/><path d="M9.6 5.2h4.9V.6z"/>`,
  CAUGHT_ERROR: html`<path d="M8 1l7.5 14H.5z"/><path class="mark" d="M8 6v4.2M8 12v1.2"/>`,
  NOT_RUN: html`<circle class="line" cx="8" cy="8" r="6"/><path class="line" d="M5 8h6"/>`,
};

/** The shape of a status as a picture that nobody needs to hear: its word stands beside it. */
export function statusIcon(look: StepLook): Html {
  return html`<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">${SHAPES[look]}</svg>`;
}
