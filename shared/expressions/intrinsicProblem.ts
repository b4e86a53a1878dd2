/** Why an intrinsic function cannot work with its arguments; becomes the cause of the state's failure. */
export class IntrinsicProblem extends Error {}
