import { Button, Checkbox, Input, Popover } from 'antd'
import { useState } from 'react'
import { useLocale, useWords } from '#web/client/session.tsx'
import { text } from '../text.ts'
import type { ReportProps } from './report-props.ts'
import style from './reports.module.css'

const List = ({ description, filters }: ReportProps) => {
  const say = useWords()
  const locale = useLocale()
  const [wanted, setWanted] = useState('')
  const usual = description.columns.filter((column) => column.usual).map(({ key }) => key)
  const chosen = filters.values.columns?.split(',') ?? usual
  const turn = (key: string, isOn: boolean) => {
    const next = isOn ? [...chosen, key] : chosen.filter((one) => one !== key)
    filters.set({ columns: next.length > 0 && next.join() !== usual.join() ? next.join(',') : undefined })
  }
  return (
    <div className={style.chooser}>
      <Input
        allowClear
        placeholder={say(text.findColumn)}
        aria-label={say(text.findColumn)}
        onChange={({ target }) => setWanted(target.value)}
      />
      {description.columns
        .filter(({ name }) => name[locale].toLowerCase().includes(wanted.trim().toLowerCase()))
        .map(({ key, name, explain }) => (
          <Checkbox key={key} checked={chosen.includes(key)} onChange={({ target }) => turn(key, target.checked)}>
            <span title={explain ? say(explain) : undefined}>{say(name)}</span>
          </Checkbox>
        ))}
      <Button type="link" size="small" onClick={() => filters.set({ columns: undefined })}>
        {say(text.usualColumns)}
      </Button>
    </div>
  )
}

/** Which measures stand in the table; kept in the address, so files, views and mails show the same. */
export const ColumnChooser = (props: ReportProps) => {
  const say = useWords()
  return (
    <Popover trigger="click" placement="bottomRight" content={<List {...props} />}>
      <Button size="small">{say(text.columns)}</Button>
    </Popover>
  )
}
