import { useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { SelectField } from '#web/ui/fields.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { type EmployeeDetail, getEmployee, giveAccount, setReach } from '../contract.ts'
import { text } from '../text.ts'
import { AccountFields } from './EmployeeForm.tsx'
import { usePlaces } from './use-places.ts'

type Part = { employee: EmployeeDetail; open: boolean; onClose: () => void }

/** The login name, whether it works, and how far it sees. */
export const AccountFact = ({ employee: { account } }: Pick<Part, 'employee'>) => {
  const say = useWords()
  if (!account) return <>{say(text.noAccount)}</>
  return (
    <>
      {account.loginName} ·{' '}
      <StateTag tone={account.disabledAt ? 'quiet' : 'ok'} text={account.disabledAt ? text.disabled : text.inUse} /> ·{' '}
      {say(text.sees)}: {say(text.scopes[account.scope])}
    </>
  )
}

/** Opens the account of somebody who has none. */
export const NewAccountForm = ({ employee, open, onClose }: Part) => {
  const give = useDo(giveAccount, { refresh: [getEmployee], done: text.accountOpened, onDone: onClose })
  return (
    <FormDrawer<{ loginName: string; password: string }>
      open={open}
      title={text.giveAccount}
      onClose={onClose}
      onSave={(body) => give.mutateAsync({ params: { employeeId: employee.id }, body })}
    >
      <AccountFields />
    </FormDrawer>
  )
}

/** Which teams and sites somebody runs beyond the own place. */
export const ReachForm = ({ employee, open, onClose }: Part) => {
  const say = useWords()
  const { siteOptions, teamOptions } = usePlaces()
  const set = useDo(setReach, { refresh: [getEmployee], done: text.saved, onDone: onClose })
  const { account } = employee
  const values = { teamIds: account?.teamIds ?? [], siteIds: account?.siteIds ?? [] }
  return (
    <FormDrawer<{ teamIds: string[]; siteIds: string[] }>
      open={open}
      title={text.setReach}
      values={values}
      onClose={onClose}
      onSave={({ teamIds = [], siteIds = [] }) =>
        set.mutateAsync({ params: { employeeId: employee.id }, body: { teamIds, siteIds } })
      }
    >
      <p>{say(text.reachHelp)}</p>
      <SelectField name="siteIds" label={text.sites} options={siteOptions()} many />
      <SelectField name="teamIds" label={text.teams} options={teamOptions()} many />
    </FormDrawer>
  )
}
