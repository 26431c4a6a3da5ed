import { type RoleCode, roleCodes, roles, type Scope, scopes } from '#contract/role.ts'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { PasswordField, SelectField, SwitchField, TextField } from '#web/ui/fields.tsx'
import { type Account, changeAccount, createAccount, listAccounts, resetPassword } from '../contract.ts'
import { scopeWords, text } from './account-text.ts'

type Filled = {
  loginName: string
  displayName: string
  roles: RoleCode[]
  scope: Scope
  password: string
  disabled: boolean
}

const postOptions = roleCodes.map((value) => ({ value, text: roles[value] }))
const scopeOptions = scopes.map((value) => ({ value, text: scopeWords[value] }))

type FormProps = { open: boolean; account: Account | undefined; onClose: () => void }

/** A new account, or another look at one there is. */
export const AccountForm = ({ open, account, onClose }: FormProps) => {
  const how = { refresh: [listAccounts], done: text.saved, onDone: onClose }
  const create = useDo(createAccount, how)
  const change = useDo(changeAccount, how)
  const save = ({ disabled, password, loginName, ...filled }: Filled) => {
    if (!account) return create.mutateAsync({ body: { ...filled, loginName, password } })
    const { id, version, teamIds, siteIds } = account
    return change.mutateAsync({ params: { accountId: id }, body: { ...filled, teamIds, siteIds, version, disabled } })
  }
  return (
    <FormDrawer<Filled>
      open={open}
      title={account ? text.change : text.create}
      values={account ? { ...account, disabled: account.disabledAt !== null } : { scope: 'own' }}
      onClose={onClose}
      onSave={save}
    >
      {!account && (
        <>
          <TextField name="loginName" label={text.loginName} help={text.loginNameHelp} max={60} required />
          <PasswordField
            name="password"
            label={text.password}
            help={text.passwordHelp}
            complete="new-password"
            required
          />
        </>
      )}
      <TextField name="displayName" label={text.name} required />
      <SelectField name="roles" label={text.posts} options={postOptions} many required />
      <SelectField name="scope" label={text.scope} options={scopeOptions} required />
      {account && <SwitchField name="disabled" label={text.disable} />}
    </FormDrawer>
  )
}

/** A new first password for somebody who lost theirs. */
export const ResetPasswordForm = ({ open, account, onClose }: FormProps) => {
  const reset = useDo(resetPassword, { refresh: [listAccounts], done: text.passwordReset, onDone: onClose })
  return (
    <FormDrawer<{ password: string }>
      open={open}
      title={text.resetPassword}
      onClose={onClose}
      onSave={(body) => reset.mutateAsync({ params: { accountId: account?.id ?? '' }, body })}
    >
      <PasswordField name="password" label={text.password} help={text.passwordHelp} complete="new-password" required />
    </FormDrawer>
  )
}
