import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer } from '#web/ui/Drawers.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useExport } from '#web/ui/use-export.tsx'
import { Count, MaskedNumber } from '#web/ui/Values.tsx'
import { exportScreenedRows, listScreenedRows, type Row } from '../contract.ts'
import { text } from '../text.ts'
import style from './screening.module.css'

export type Chosen = { ruleId?: string; classCode?: string; title: string }

const columns: readonly Column<Row>[] = [
  { key: 'name', title: text.customer, width: 160, cut: true, show: ({ name }) => name || '–' },
  { key: 'number', title: text.number, width: 140, show: ({ number }) => <MaskedNumber number={number} /> },
  { key: 'classCode', title: text.class, width: 80, show: ({ classCode }) => classCode ?? '–' },
  { key: 'score', title: text.score, width: 90, number: true, show: ({ score }) => <Count value={score} digits={3} /> },
]

/** The contacts behind a rule or class, as the last run left them. */
export const RowsDrawer = ({
  campaignId,
  open,
  chosen,
  onClose,
}: {
  campaignId: string
  open: boolean
  chosen: Chosen | undefined
  onClose: () => void
}) => {
  const say = useWords()
  const may = useMay()
  const takeOut = useExport()
  const [place, setPlace] = useState({ page: 1, pageSize: 20 })
  const { ruleId, classCode, title = '' } = chosen ?? {}
  // Another rule or class is read from its beginning.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen is what begins anew.
  useEffect(() => setPlace(({ pageSize }) => ({ page: 1, pageSize })), [ruleId, classCode])
  const filter = { ...(ruleId ? { ruleId } : {}), ...(classCode ? { classCode } : {}) }
  const asked = useAsk(listScreenedRows, { params: { campaignId }, query: { ...filter, ...place } }, { when: open })
  const exporting = may(exportScreenedRows) && (
    <Button
      size="small"
      icon={<DownloadOutlined />}
      onClick={() => void takeOut(exportScreenedRows, { params: { campaignId }, query: filter })}
    >
      {say(text.export)}
    </Button>
  )
  return (
    <DetailDrawer open={open} title={title} onClose={onClose} extra={exporting}>
      <p className={style.aside}>{say(text.rowsNotYet)}</p>
      <DataTable
        name="screening-rows"
        asked={asked}
        columns={classCode ? columns : columns.slice(0, 2)}
        rowKey={({ entryId }) => entryId}
        paging={{ kind: 'pages', ...place, onChange: (page, pageSize) => setPlace({ page, pageSize }) }}
        empty={{ words: text.nobody }}
      />
    </DetailDrawer>
  )
}
