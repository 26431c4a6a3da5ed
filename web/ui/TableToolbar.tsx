import { ColumnHeightOutlined, ReloadOutlined, SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Dropdown, Popover, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '#web/client/session.tsx'
import style from './data-table.module.css'
import { type Column, hiddenColumns } from './table-columns.tsx'
import type { TableChoice } from './table-memory.ts'
import { text } from './text.ts'

type ToolbarProps<Row> = {
  columns: readonly Column<Row>[]
  choice: TableChoice
  onChoice: (choice: TableChoice) => void
  onRefresh: () => unknown
  refreshing: boolean
  /** New, import …: to the left. */
  left?: ReactNode
  /** Export …: to the right, before the settings. */
  right?: ReactNode
}

const ColumnChooser = <Row,>({
  columns,
  choice,
  onChoice,
}: Pick<ToolbarProps<Row>, 'columns' | 'choice' | 'onChoice'>) => {
  const say = useWords()
  const hidden = hiddenColumns(columns, choice.hidden)
  const turn = (key: string, shown: boolean) =>
    onChoice({ ...choice, hidden: shown ? hidden.filter((one) => one !== key) : [...hidden, key] })
  return (
    <div className={style.chooser}>
      {columns
        .filter(({ fixed }) => fixed !== 'end')
        .map(({ key, title }) => (
          <Checkbox key={key} checked={!hidden.includes(key)} onChange={({ target }) => turn(key, target.checked)}>
            {say(title)}
          </Checkbox>
        ))}
      <Button type="link" size="small" onClick={() => onChoice({ density: choice.density })}>
        {say(text.allColumns)}
      </Button>
    </div>
  )
}

/** Above a table: what may be done, and how it is shown. */
export const TableToolbar = <Row,>({ left, right, onRefresh, refreshing, ...settings }: ToolbarProps<Row>) => {
  const say = useWords()
  const { choice, onChoice } = settings
  const densities = [
    { key: 'compact', label: say(text.compact) },
    { key: 'roomy', label: say(text.roomy) },
  ]
  return (
    <div className={style.toolbar}>
      <div className={style.tools}>{left}</div>
      <div className={style.tools}>
        {right}
        <Tooltip title={say(text.refresh)}>
          <Button
            type="text"
            size="small"
            icon={<ReloadOutlined spin={refreshing} />}
            aria-label={say(text.refresh)}
            onClick={() => void onRefresh()}
          />
        </Tooltip>
        <Dropdown
          trigger={['click']}
          menu={{
            items: densities,
            selectable: true,
            selectedKeys: [choice.density],
            onClick: ({ key }) => onChoice({ ...choice, density: key === 'roomy' ? 'roomy' : 'compact' }),
          }}
        >
          <Button type="text" size="small" icon={<ColumnHeightOutlined />} aria-label={say(text.density)} />
        </Dropdown>
        <Popover trigger="click" placement="bottomRight" content={<ColumnChooser {...settings} />}>
          <Button type="text" size="small" icon={<SettingOutlined />} aria-label={say(text.columns)} />
        </Popover>
      </div>
    </div>
  )
}
