import { refuse } from '#contract/problem.ts'
import { WorkbookFault } from '#platform/workbook/read/fault.ts'
import { refusals } from '../../contract.ts'

/** Whoever asks about a workbook that cannot be read is told why in words. */
export const refusingWorkbooks = <T>(work: () => Promise<T>): Promise<T> =>
  work().catch((error: unknown) => {
    if (error instanceof WorkbookFault) return refuse(refusals[error.problem])
    throw error
  })
