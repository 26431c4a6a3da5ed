import { Alert, Form } from 'antd'
import { mayAppoint, type RoleCode, roleCodes, roles } from '#contract/role.ts'
import { useMe, useTimeZone, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { DayField, PasswordField, SelectField, SwitchField, TextField } from '#web/ui/fields.tsx'
import { dayAt } from '#web/ui/moments.ts'
import { addEmployee, changeEmployee, type Employee, getEmployee, listEmployees, listTeams } from '../contract.ts'
import { sizeOfTeam } from '../team-size.ts'
import { text } from '../text.ts'
import { usePlaces } from './use-places.ts'

type Filled = {
  staffNumber: string
  name: string
  siteId: string
  teamId?: string | null
  post: RoleCode
  endpoint?: string
  joinedOn: string
  withAccount?: boolean
  loginName?: string
  password?: string
}

/** The place of work: teams follow the site, and a team that would grow too large says so. */
const PlaceFields = ({ employee }: { employee: Employee | undefined }) => {
  const say = useWords()
  const form = Form.useFormInstance<Filled>()
  const siteId = Form.useWatch<string | undefined>('siteId', form)
  const teamId = Form.useWatch<string | null | undefined>('teamId', form)
  const { siteOptions, teamOptions, teams, pending } = usePlaces()
  const team = teams.find(({ id }) => id === teamId)
  const sizeAfter = team ? team.size + (team.id === employee?.teamId ? 0 : 1) : 0
  const options = siteId ? teamOptions(siteId, employee?.teamId) : []
  const belongs = {
    validator: (_: unknown, chosen: string | undefined) =>
      !chosen || options.some(({ value }) => value === chosen)
        ? Promise.resolve()
        : Promise.reject(new Error(say(text.teamElsewhere))),
  }
  return (
    <>
      <SelectField name="siteId" label={text.site} options={siteOptions(employee?.siteId)} loading={pending} required />
      <SelectField name="teamId" label={text.team} options={options} rules={[belongs]} clearable />
      {sizeOfTeam(sizeAfter) === 'large' && (
        <Alert type="warning" showIcon title={say(text.teamIsLarge, sizeAfter)} style={{ marginBottom: 18 }} />
      )}
    </>
  )
}

const loginNameRule = /^[a-z0-9][a-z0-9._-]{1,59}$/
/** Login name and first password, for somebody who is to sign in. */
export const AccountFields = () => {
  const say = useWords()
  return (
    <>
      <TextField
        name="loginName"
        label={text.loginName}
        max={60}
        required
        rules={[{ pattern: loginNameRule, message: say(text.loginNameRule) }]}
      />
      <PasswordField
        name="password"
        label={text.firstPassword}
        help={text.firstPasswordHelp}
        complete="new-password"
        required
        rules={[{ min: 10, message: say(text.firstPasswordHelp) }]}
      />
    </>
  )
}

const OptionalAccount = () => {
  const wanted = Form.useWatch<boolean | undefined>('withAccount', Form.useFormInstance<Filled>())
  return (
    <>
      <SwitchField name="withAccount" label={text.alsoAccount} />
      {wanted && <AccountFields />}
    </>
  )
}

/** Adds somebody, or changes what is known about them. */
export const EmployeeForm = ({
  open,
  employee,
  onClose,
}: {
  open: boolean
  employee: Employee | undefined
  onClose: () => void
}) => {
  const me = useMe()
  const timeZone = useTimeZone()
  const refresh = [listEmployees, getEmployee, listTeams]
  const add = useDo(addEmployee, { refresh, done: text.added, onDone: onClose })
  const change = useDo(changeEmployee, { refresh, done: text.saved, onDone: onClose })
  const values: Partial<Filled> = employee ?? {
    post: 'agent',
    joinedOn: dayAt(Date.now(), timeZone),
    endpoint: '',
    withAccount: false,
  }
  const posts = roleCodes
    .filter((post) => post === employee?.post || mayAppoint(me, post))
    .map((value) => ({ value, text: roles[value] }))

  const save = ({ staffNumber, withAccount, loginName = '', password = '', ...filled }: Filled) => {
    const form = {
      ...filled,
      name: filled.name.trim(),
      teamId: filled.teamId ?? null,
      endpoint: (filled.endpoint ?? '').trim(),
    }
    if (employee)
      return change.mutateAsync({ params: { employeeId: employee.id }, body: { ...form, version: employee.version } })
    return add.mutateAsync({
      body: { ...form, staffNumber: staffNumber.trim(), ...(withAccount ? { account: { loginName, password } } : {}) },
    })
  }
  return (
    <FormDrawer<Filled>
      open={open}
      title={employee ? `${employee.name} ${employee.staffNumber}` : text.addEmployee}
      values={values}
      onClose={onClose}
      onSave={save}
    >
      {!employee && <TextField name="staffNumber" label={text.staffNumber} max={20} required />}
      <TextField name="name" label={text.name} required />
      <SelectField name="post" label={text.post} options={posts} required />
      <PlaceFields employee={employee} />
      <TextField name="endpoint" label={text.endpoint} help={text.endpointHelp} max={120} />
      <DayField name="joinedOn" label={text.joinedOn} required />
      {!employee && <OptionalAccount />}
    </FormDrawer>
  )
}
