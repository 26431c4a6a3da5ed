import { Alert, Form } from 'antd'
import { useEffect, useRef } from 'react'
import { mayAppoint, type RoleCode, roleCodes, roles, type Scope, scopes, usualScope } from '#contract/role.ts'
import { useMe, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { PasswordField, SelectField, SwitchField, TextField } from '#web/ui/fields.tsx'
import { changeAccount, createAccount, type ListedAccount, listAccounts, resetPassword } from '../contract.ts'
import { text } from '../text.ts'

type Filled = {
  loginName: string
  displayName: string
  password: string
  roles: RoleCode[]
  scope: Scope
  disabled?: boolean
}
const loginNameRule = /^[a-z0-9][a-z0-9._-]{1,59}$/

/** Roles, and the scope that usually goes with the first of them. */
const RoleFields = ({ present }: { present: readonly RoleCode[] }) => {
  const me = useMe()
  const form = Form.useFormInstance<Filled>()
  const chosen = Form.useWatch<RoleCode[] | undefined>('roles', form)
  const first = chosen?.[0]
  const before = useRef(first)
  useEffect(() => {
    if (first && before.current !== first && form.isFieldTouched('roles'))
      form.setFieldValue('scope', usualScope[first])
    before.current = first
  }, [first, form])
  const offered = roleCodes.filter((role) => present.includes(role) || mayAppoint(me, role))
  return (
    <>
      <SelectField
        name="roles"
        label={text.roles}
        options={offered.map((value) => ({ value, text: roles[value] }))}
        many
        required
      />
      <SelectField
        name="scope"
        label={text.scope}
        help={text.scopeHelp}
        options={scopes.map((value) => ({ value, text: text.scopes[value] }))}
        required
      />
    </>
  )
}

type FormProps = { open: boolean; account: ListedAccount | undefined; onClose: () => void }
/** Creates an account, or changes what it may do. */
export const AccountForm = ({ open, account, onClose }: FormProps) => {
  const say = useWords()
  const me = useMe()
  const create = useDo(createAccount, { refresh: [listAccounts], done: text.created, onDone: onClose })
  const change = useDo(changeAccount, { refresh: [listAccounts], done: text.saved, onDone: onClose })
  const values: Partial<Filled> = account
    ? { ...account, disabled: account.disabledAt !== null }
    : { roles: [], scope: 'own' }
  const save = ({ loginName, password, disabled = false, ...filled }: Filled) => {
    if (!account) return create.mutateAsync({ body: { ...filled, loginName, password } })
    const { teamIds, siteIds, version } = account
    return change.mutateAsync({
      params: { accountId: account.id },
      body: { ...filled, teamIds, siteIds, version, disabled },
    })
  }
  return (
    <FormDrawer<Filled>
      open={open}
      title={account ? `${account.displayName} ${account.loginName}` : text.addAccount}
      values={values}
      onClose={onClose}
      onSave={save}
    >
      {!account && (
        <TextField
          name="loginName"
          label={text.loginName}
          max={60}
          required
          rules={[{ pattern: loginNameRule, message: say(text.loginNameRule) }]}
        />
      )}
      <TextField name="displayName" label={text.displayName} required />
      {!account && (
        <PasswordField
          name="password"
          label={text.firstPassword}
          help={text.passwordHelp}
          complete="new-password"
          required
        />
      )}
      <RoleFields present={account?.roles ?? []} />
      {account && account.id !== me.id && <SwitchField name="disabled" label={text.disable} help={text.disableHelp} />}
    </FormDrawer>
  )
}

/** Gives an account another first password. */
export const PasswordForm = ({ open, account, onClose }: FormProps) => {
  const say = useWords()
  const reset = useDo(resetPassword, { refresh: [listAccounts], done: text.resetDone, onDone: onClose })
  return (
    <FormDrawer<{ password: string }>
      open={open}
      title={
        account
          ? {
              zh: `${text.resetPassword.zh}：${account.displayName}`,
              en: `${text.resetPassword.en}: ${account.displayName}`,
            }
          : ''
      }
      action={text.resetPassword}
      onClose={onClose}
      onSave={(body) => reset.mutateAsync({ params: { accountId: account?.id ?? '' }, body })}
    >
      <Alert type="info" showIcon title={say(text.passwordHelp)} style={{ marginBottom: 18 }} />
      <PasswordField name="password" label={text.newPassword} complete="new-password" required />
    </FormDrawer>
  )
}
