import { MergeCellsOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { Shown } from '#web/ui/Shown.tsx'
import { type CustomerRecord, getRecord, mergeCustomers } from '../contract.ts'
import { text } from '../record-text.ts'
import { FactsSheet } from './FactsSheet.tsx'
import { HistorySheet } from './HistorySheet.tsx'
import { HoldingsSheet } from './HoldingsSheet.tsx'
import { MergeDrawer } from './MergeDrawer.tsx'
import { NumbersSheet } from './NumbersSheet.tsx'
import { RelationsSheet } from './RelationsSheet.tsx'
import style from './record.module.css'

/** The golden record of one customer; `children` stand in the second column, beside it. */
export const CustomerRecordView = ({ customerId, children }: { customerId: string; children?: ReactNode }) => {
  const say = useWords()
  const asked = useAsk(getRecord, { params: { customerId } })
  return (
    <Shown asked={asked}>
      {(record) => (
        <div className={style.columns}>
          <div className={style.column}>
            {record.erasedAt && <Alert type="warning" showIcon title={say(text.erased)} />}
            <FactsSheet key={record.version} record={record} />
            <NumbersSheet record={record} />
            <HoldingsSheet record={record} />
            <RelationsSheet record={record} />
            <HistorySheet record={record} />
          </div>
          {children && <div className={style.column}>{children}</div>}
        </div>
      )}
    </Shown>
  )
}

/** Starts merging another record into this one, for whoever may. */
export const MergeButton = ({ record }: { record: CustomerRecord }) => {
  const say = useWords()
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may(mergeCustomers) || record.erasedAt) return null
  return (
    <>
      <Button icon={<MergeCellsOutlined />} onClick={() => setOpen(true)}>
        {say(text.mergeInto)}
      </Button>
      <MergeDrawer open={open} pair={{ keptId: record.id, otherId: undefined }} onClose={() => setOpen(false)} />
    </>
  )
}
