/** Why a workbook cannot be read; each is a refusal of the contract. */
export type WorkbookProblem = 'workbookBroken' | 'workbookBomb' | 'workbookLocked' | 'workbookTooLong' | 'noSuchSheet'

/** Thrown while a workbook is read, piece by piece, and made a refusal or the end of a batch at the edge. */
export class WorkbookFault extends Error {
  override readonly name = 'WorkbookFault'
  readonly problem: WorkbookProblem
  constructor(problem: WorkbookProblem) {
    super(problem)
    this.problem = problem
  }
}
export const broken = (): never => {
  throw new WorkbookFault('workbookBroken')
}
