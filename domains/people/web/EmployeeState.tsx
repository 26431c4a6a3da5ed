import { StateTag } from '#web/ui/StateTag.tsx'
import type { Employee } from '../contract.ts'
import { text } from '../text.ts'

/** Present, leaving on a day to come, or gone. */
export const EmployeeState = ({ leftOn, goneAt }: Pick<Employee, 'leftOn' | 'goneAt'>) => {
  if (goneAt) return <StateTag tone="quiet" text={text.gone} />
  if (leftOn)
    return <StateTag tone="warn" text={{ zh: `${text.leaving.zh} ${leftOn}`, en: `${text.leaving.en} ${leftOn}` }} />
  return <StateTag tone="ok" text={text.present} />
}
