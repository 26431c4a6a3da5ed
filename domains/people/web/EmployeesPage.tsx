import { DownloadOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Space } from 'antd'
import { roleCodes, roles } from '#contract/role.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useExport } from '#web/ui/use-export.tsx'
import { addEmployee, changeEmployee, type Employee, exportEmployees, listEmployees, listSkills } from '../contract.ts'
import { text } from '../text.ts'
import { EmployeeDrawer } from './EmployeeDrawer.tsx'
import { EmployeeForm } from './EmployeeForm.tsx'
import { EmployeeState } from './EmployeeState.tsx'
import { SkillTags } from './SkillTags.tsx'
import { usePlaces } from './use-places.ts'

const columns: readonly Column<Employee>[] = [
  { key: 'staffNumber', title: text.staffNumber, width: 105, fixed: 'start', show: ({ staffNumber }) => staffNumber },
  { key: 'name', title: text.name, width: 120, cut: true, show: ({ name }) => <strong>{name}</strong> },
  { key: 'state', title: text.state, width: 150, show: (employee) => <EmployeeState {...employee} /> },
  { key: 'post', title: text.post, width: 110, show: ({ post }) => <Post post={post} /> },
  { key: 'team', title: text.team, width: 120, cut: true, show: ({ teamName }) => teamName ?? '–' },
  { key: 'site', title: text.site, width: 120, cut: true, show: ({ siteName }) => siteName },
  { key: 'skills', title: text.skills, width: 180, show: (employee) => <SkillTags {...employee} /> },
  { key: 'endpoint', title: text.endpoint, width: 110, cut: true, show: ({ endpoint }) => endpoint || '–' },
  { key: 'joinedOn', title: text.joinedOn, width: 105, show: ({ joinedOn }) => joinedOn },
]
const Post = ({ post }: Pick<Employee, 'post'>) => useWords()(roles[post])

const useSearchFields = (): readonly SearchField[] => {
  const { siteOptions, teamOptions } = usePlaces()
  const skills = useAsk(listSkills, undefined, { freshMs: 60_000 })
  return [
    { kind: 'text', name: 'search', label: text.find, placeholder: text.findHint },
    { kind: 'select', name: 'teamId', label: text.team, options: teamOptions() },
    {
      kind: 'select',
      name: 'state',
      label: text.state,
      options: (['present', 'gone', 'all'] as const).map((value) => ({ value, text: text[value] })),
    },
    { kind: 'select', name: 'siteId', label: text.site, options: siteOptions() },
    {
      kind: 'select',
      name: 'post',
      label: text.post,
      options: roleCodes.map((value) => ({ value, text: roles[value] })),
    },
    {
      kind: 'select',
      name: 'skillId',
      label: text.skill,
      options: (skills.data ?? []).map(({ id, name }) => ({ value: id, text: name })),
    },
  ]
}

/** Everyone the reader may see. */
export const EmployeesPage = () => {
  const say = useWords()
  const takeOut = useExport()
  const may = useMay()
  const filters = useFilters(listEmployees.query)
  const employees = useAsk(listEmployees, { query: filters.values })
  const fields = useSearchFields()
  const detail = useDrawer<string>()
  const editor = useDrawer<Employee>()
  const { page: _, pageSize: __, ...found } = filters.values

  return (
    <PageFrame
      title={text.employees}
      help={text.employeesHelp}
      actions={
        may(addEmployee) && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => editor.show()}>
            {say(text.addEmployee)}
          </Button>
        )
      }
    >
      <SearchForm fields={fields} filters={filters} />
      <DataTable
        name="employees"
        asked={employees}
        columns={columns}
        rowKey={({ id }) => id}
        paging={filters.pages}
        filters={filters}
        onOpen={({ id }) => detail.show(id)}
        rowTone={({ goneAt, leftOn }) => (goneAt ? 'quiet' : leftOn ? 'warn' : undefined)}
        empty={{ words: text.noEmployees }}
        exports={
          may(exportEmployees) && (
            <Space>
              <Button
                size="small"
                icon={<DownloadOutlined />}
                onClick={() => void takeOut(exportEmployees, { query: found })}
              >
                {say(text.exportList)}
              </Button>
            </Space>
          )
        }
      />
      <EmployeeDrawer
        open={detail.open}
        employeeId={detail.shown}
        onClose={detail.close}
        {...(may(changeEmployee) ? { onChange: editor.show } : {})}
      />
      <EmployeeForm open={editor.open} employee={editor.shown} onClose={editor.close} />
    </PageFrame>
  )
}
