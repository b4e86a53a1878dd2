/** One stage of a state's data. */
export interface StageRow {
  readonly name: string;
  readonly doc: string;
}

/**
 * The stages of a state's data as TestState shows them, in their order, from
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_InspectionData.html.
 */
export const STAGES: readonly StageRow[] = [
  { name: 'input', doc: 'The input of the state as it came.' },
  { name: 'afterInputPath', doc: 'What InputPath left of the input.' },
  { name: 'afterParameters', doc: 'What Parameters made of it.' },
  { name: 'afterArguments', doc: 'What Arguments came to, in JSONata.' },
  { name: 'afterItemsPath', doc: 'The items that ItemsPath or Items chose for a Map.' },
  { name: 'afterItemsPointer', doc: 'The items that the ItemReader of a Map found behind its pointer.' },
  { name: 'afterItemSelector', doc: 'The items as ItemSelector made them.' },
  { name: 'afterItemBatcher', doc: 'The items in the batches of ItemBatcher.' },
  { name: 'result', doc: 'What the work of the state gave.' },
  { name: 'afterResultSelector', doc: 'What ResultSelector left of the result.' },
  { name: 'afterResultPath', doc: 'The input with the result put in by ResultPath.' },
];
