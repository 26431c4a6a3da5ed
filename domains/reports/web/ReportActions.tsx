import { DownloadOutlined, PrinterOutlined, SaveOutlined, ScheduleOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Dropdown, Select } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { useExport } from '#web/ui/use-export.tsx'
import { addSchedule, exportCallRows, exportReport } from '../contract.ts'
import type { View } from '../shapes.ts'
import { text } from '../text.ts'
import { addressOfKept, keptOf, queryOf } from './address.ts'
import { CallRowsExport } from './CallRowsExport.tsx'
import type { ReportProps } from './report-props.ts'
import { ScheduleForm, type ScheduleStart } from './ScheduleForm.tsx'
import { ViewForm } from './ViewForm.tsx'

type ActionProps = ReportProps & { views: readonly View[] }

const Exports = ({ description, filters }: ReportProps) => {
  const say = useWords()
  const may = useMay()
  const takeOut = useExport()
  const rows = useDrawer<true>()
  const take = (format: 'xlsx' | 'csv' | 'pdf') => {
    const { page: _, pageSize: __, ...query } = queryOf(filters.values)
    void takeOut(exportReport, { params: { report: description.code }, query: { ...query, format } })
  }
  const items = [
    ...(may(exportReport)
      ? [
          { key: 'xlsx', label: say(text.asWorkbook), onClick: () => take('xlsx') },
          { key: 'csv', label: say(text.asCsv), onClick: () => take('csv') },
          { key: 'pdf', label: say(text.asPdf), onClick: () => take('pdf') },
        ]
      : []),
    ...(may(exportCallRows) ? [{ key: 'calls', label: say(text.callRows), onClick: () => rows.show(true) }] : []),
  ]
  if (items.length === 0) return null
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button icon={<DownloadOutlined />}>{say(text.export)}</Button>
      </Dropdown>
      <CallRowsExport open={rows.open} description={description} filters={filters} onClose={rows.close} />
    </>
  )
}

/** What may be done with a report as it is shown: keep it, send it, take it out, print it. */
export const ReportActions = ({ description, filters, views }: ActionProps) => {
  const say = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const saving = useDrawer<true>()
  const schedule = useDrawer<ScheduleStart>()
  const own = views.filter(({ report }) => report === description.code)
  const open = (viewId: string | undefined) => {
    const view = own.find(({ id }) => id === viewId)
    void navigate({ to: '.', search: view ? { ...addressOfKept(view.request), viewId: view.id } : {} } as never)
  }
  const start = (): ScheduleStart => ({
    name: say(description.name),
    report: description.code,
    request: keptOf(filters.values),
    cadence: filters.values.edition === 'custom' ? 'day' : filters.values.edition,
  })
  return (
    <>
      {own.length > 0 && (
        <Select<string>
          allowClear
          aria-label={say(text.views)}
          placeholder={say(text.views)}
          style={{ width: 168 }}
          value={own.some(({ id }) => id === filters.values.viewId) ? (filters.values.viewId ?? null) : null}
          options={own.map(({ id, name, isDefault }) => ({
            value: id,
            label: isDefault ? `${name} · ${say(text.isDefault)}` : name,
          }))}
          onChange={open}
        />
      )}
      <Button icon={<SaveOutlined />} onClick={() => saving.show(true)}>
        {say(text.saveView)}
      </Button>
      {may(addSchedule) && description.levels.length > 0 && (
        <Button icon={<ScheduleOutlined />} onClick={() => schedule.show(start())}>
          {say(text.subscribe)}
        </Button>
      )}
      {description.levels.length > 0 && <Exports description={description} filters={filters} />}
      <Button icon={<PrinterOutlined />} aria-label={say(text.print)} onClick={() => window.print()} />
      <ViewForm open={saving.open} report={description.code} filters={filters} views={own} onClose={saving.close} />
      <ScheduleForm open={schedule.open} start={schedule.shown} onClose={schedule.close} />
    </>
  )
}
