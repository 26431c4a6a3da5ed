import { SwapOutlined } from '@ant-design/icons'
import { Alert, Button, Drawer, Input, Space } from 'antd'
import { useState } from 'react'
import type { Words as Phrase } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { Facts } from '#web/ui/Drawers.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { text as kit } from '#web/ui/text.ts'
import { Words } from '#web/ui/Values.tsx'
import { getRecord, listDuplicates, mergeCustomers, previewMerge } from '../contract.ts'
import { kindWords, text } from '../record-text.ts'
import { PickCustomer } from './PickCustomer.tsx'
import style from './record.module.css'
import { useFieldName, useStages, useWordOf } from './words.tsx'

/** Whose desk or place a record is in goes with it, and says nothing to read. */
const silent = ['ownerId', 'teamId', 'siteId']

const Side = ({ customerId, title }: { customerId: string; title: Phrase }) => {
  const say = useWords()
  const stages = useStages()
  const asked = useAsk(getRecord, { params: { customerId } })
  return (
    <section className={style.side} aria-label={say(title)}>
      <strong>{say(title)}</strong>
      <Shown asked={asked}>
        {(record) => (
          <Facts
            items={[
              { name: text.name, value: record.name || '–' },
              { name: text.company, value: record.company || '–' },
              { name: text.numbers, wide: true, value: record.numbers.map(({ number }) => number).join(' ') || '–' },
              { name: text.kind, value: <Words of={kindWords[record.kind]} /> },
              { name: text.stage, value: <Words of={stages.named(record.lifecycleId)} /> },
            ]}
          />
        )}
      </Shown>
    </section>
  )
}

const Preview = ({ keptId, otherId }: { keptId: string; otherId: string }) => {
  const say = useWords()
  const fieldName = useFieldName()
  const wordOf = useWordOf()
  const asked = useAsk(previewMerge, { params: { customerId: keptId }, query: { otherId } }, { keep: false })
  return (
    <Shown asked={asked}>
      {({ taken, disputed, ...moves }) => (
        <Space orientation="vertical" style={{ width: '100%' }}>
          <div>
            <strong>{say(text.takes)}</strong>
            <ul>
              {taken
                .filter(({ field }) => !silent.includes(field))
                .map(({ field, after, from }) => (
                  <li key={field}>
                    {fieldName(field)}: {wordOf(field, after)} <span className={style.faint}>{from.source}</span>
                  </li>
                ))}
              {taken.length === 0 && <li>{say(text.nothing)}</li>}
            </ul>
          </div>
          <div>
            <strong>{say(text.keeps)}</strong>
            <ul>
              {disputed
                .filter(({ field }) => !silent.includes(field))
                .map(({ field, kept, merged }) => (
                  <li key={field}>
                    {fieldName(field)}: {wordOf(field, kept)} ≠ {wordOf(field, merged)}
                  </li>
                ))}
              {disputed.length === 0 && <li>{say(text.nothing)}</li>}
            </ul>
          </div>
          <div>{say(text.moves, moves)}</div>
        </Space>
      )}
    </Shown>
  )
}

type Pair = { keptId: string; otherId: string | undefined }

/** Two records side by side, what merging them would do, and the deed. Without `otherId` the reader looks for it. */
export const MergeDrawer = ({
  open,
  pair,
  onClose,
  onMerged,
}: {
  open: boolean
  pair: Pair
  onClose: () => void
  onMerged?: (keptId: string) => void
}) => {
  const say = useWords()
  const [chosen, setChosen] = useState<string>()
  const [swapped, setSwapped] = useState(false)
  const [reason, setReason] = useState('')
  const merge = useDo(mergeCustomers, {
    refresh: [getRecord, listDuplicates],
    done: text.merged,
    onDone: ({ id }) => {
      onClose()
      onMerged?.(id)
    },
  })
  const other = pair.otherId ?? chosen
  const [keptId, otherId] = swapped && other ? [other, pair.keptId] : [pair.keptId, other]
  return (
    <Drawer
      open={open}
      title={say(text.mergeThese)}
      size={760}
      onClose={onClose}
      destroyOnHidden
      footer={
        <Space style={{ display: 'flex', justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{say(kit.cancel)}</Button>
          <Button
            type="primary"
            disabled={!otherId}
            loading={merge.isPending}
            onClick={() =>
              otherId && merge.mutate({ params: { customerId: keptId }, body: { otherId, reason: reason.trim() } })
            }
          >
            {say(text.merge)}
          </Button>
        </Space>
      }
    >
      <Space orientation="vertical" size="middle" style={{ width: '100%' }}>
        <Alert type="info" showIcon title={say(text.mergeExplained)} />
        {!pair.otherId && (
          <PickCustomer except={pair.keptId} onChange={setChosen} {...(chosen ? { value: chosen } : {})} />
        )}
        {otherId && (
          <>
            <div className={style.pair}>
              <Side customerId={keptId} title={text.keepThis} />
              <Side customerId={otherId} title={text.otherRecord} />
            </div>
            <Button size="small" icon={<SwapOutlined />} onClick={() => setSwapped(!swapped)}>
              {say(text.swap)}
            </Button>
            <Preview keptId={keptId} otherId={otherId} />
            <Input
              aria-label={say(text.reason)}
              placeholder={say(text.reason)}
              maxLength={500}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          </>
        )}
      </Space>
    </Drawer>
  )
}
