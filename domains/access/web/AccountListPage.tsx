import { PlusOutlined } from '@ant-design/icons'
import { Button, Space } from 'antd'
import { roleCodes, roles } from '#contract/role.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import { type Account, accessContract, listAccounts, signAccountOut } from '../contract.ts'
import { AccountForm, ResetPasswordForm } from './AccountForm.tsx'
import { scopeWords, text } from './account-text.ts'

const fields: readonly SearchField[] = [
  { kind: 'text', name: 'search', label: text.searchFor },
  {
    kind: 'select',
    name: 'role',
    label: text.posts,
    options: roleCodes.map((value) => ({ value, text: roles[value] })),
  },
]

const AccountState = ({ account }: { account: Account }) => {
  if (account.disabledAt) return <StateTag tone="quiet" text={text.disabled} />
  if (account.mustChangePassword) return <StateTag tone="warn" text={text.firstPassword} />
  return <StateTag tone="ok" text={text.working} />
}

const columns: readonly Column<Account>[] = [
  { key: 'loginName', title: text.loginName, show: ({ loginName }) => loginName, width: 150 },
  { key: 'displayName', title: text.name, show: ({ displayName }) => displayName, width: 140 },
  {
    key: 'roles',
    title: text.posts,
    show: (account) =>
      account.roles.map((role, place) => (
        <span key={role}>
          {place > 0 && ' · '}
          <Words of={roles[role]} />
        </span>
      )),
  },
  { key: 'scope', title: text.scope, show: ({ scope }) => <Words of={scopeWords[scope]} />, width: 120 },
  { key: 'state', title: text.state, show: (account) => <AccountState account={account} />, width: 130 },
  { key: 'createdAt', title: text.createdAt, show: ({ createdAt }) => <Moment at={createdAt} />, width: 190 },
]

const RowActions = ({ account, onEdit, onReset }: { account: Account; onEdit: () => void; onReset: () => void }) => {
  const say = useWords()
  const confirm = useConfirm()
  const signOut = useDo(signAccountOut, { done: text.signedOut })
  const sure = async () => {
    const title = `${say(text.signOut)} · ${account.displayName}`
    if (await confirm({ title, body: text.signOutBody, action: text.signOut, danger: true }))
      signOut.mutate({ params: { accountId: account.id } })
  }
  return (
    <Space size={0}>
      <Button type="link" size="small" onClick={onEdit}>
        {say(text.edit)}
      </Button>
      <Button type="link" size="small" onClick={onReset}>
        {say(text.resetPassword)}
      </Button>
      <Button type="link" size="small" danger onClick={() => void sure()}>
        {say(text.signOut)}
      </Button>
    </Space>
  )
}

/** Who may enter, what their posts allow, and whose data they see. */
export const AccountListPage = () => {
  const say = useWords()
  const filters = useFilters(accessContract.listAccounts.query)
  const accounts = useAsk(listAccounts, { query: filters.values })
  const editor = useDrawer<Account>()
  const reset = useDrawer<Account>()
  const actions: Column<Account> = {
    key: 'actions',
    title: { zh: '操作', en: 'Actions' },
    fixed: 'end',
    width: 220,
    show: (account) => (
      <RowActions account={account} onEdit={() => editor.show(account)} onReset={() => reset.show(account)} />
    ),
  }
  return (
    <PageFrame
      title={text.accounts}
      help={text.help}
      actions={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => editor.show()}>
          {say(text.create)}
        </Button>
      }
    >
      <SearchForm fields={fields} filters={filters} />
      <DataTable
        name="accounts"
        asked={accounts}
        columns={[...columns, actions]}
        rowKey={({ id }) => id}
        paging={filters.pages}
        filters={filters}
        onOpen={editor.show}
        empty={{ words: text.noneYet }}
        rowTone={({ disabledAt }) => (disabledAt ? 'quiet' : undefined)}
      />
      <AccountForm open={editor.open} account={editor.shown} onClose={editor.close} />
      <ResetPasswordForm open={reset.open} account={reset.shown} onClose={reset.close} />
    </PageFrame>
  )
}
