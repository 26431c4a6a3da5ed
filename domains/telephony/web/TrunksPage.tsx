import { PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Space } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { formatBytes } from '#web/ui/format.ts'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { diskText } from '../disk-text.ts'
import { trunkContract as contract, type TelephoneHealth, type TrunkView } from '../trunk-contract.ts'
import { nodeTroubleText, trunkText as text } from '../trunk-text.ts'
import { DiskAlarm } from './DiskAlarm.tsx'
import { TrunkAlarm } from './TrunkAlarm.tsx'
import { TrunkCheck } from './TrunkCheck.tsx'
import { TrunkForm } from './TrunkForm.tsx'
import { TrunkGuide } from './TrunkGuide.tsx'
import { trunkColumns } from './trunk-columns.tsx'
import style from './trunks.module.css'
import { useTrunkDeeds } from './use-trunk-deeds.tsx'

const Nodes = ({ nodes }: Pick<TelephoneHealth, 'nodes'>) => {
  const say = useWords()
  if (nodes.length === 0) return <>{say(text.noNodes)}</>
  return (
    <div className={style.nodes}>
      {nodes.map(({ name, isUp, since, trouble, ...load }) => (
        <div key={name} className={style.node}>
          <strong>{name}</strong>
          <StateTag tone={isUp ? 'ok' : 'alarm'} text={isUp ? text.nodeUp : text.nodeDown} />
          <span>{say(text.nodeLoad, load)}</span>
          {trouble && <span className={style.trouble}>{say(nodeTroubleText[trouble])}</span>}
          {isUp && since && (
            <span className={style.small}>
              {say(text.nodeSince)} <Moment at={since} grain="dayTime" />
            </span>
          )}
        </div>
      ))}
    </div>
  )
}

const tones = { ok: 'ok', low: 'warn', full: 'alarm', unknown: 'quiet' } as const
const Disks = ({ disks }: Pick<TelephoneHealth, 'disks'>) => {
  const say = useWords()
  return (
    <div className={style.nodes}>
      {disks.map(({ of, node, state, freeBytes, totalBytes }) => (
        <div key={`${of} ${node}`} className={style.node}>
          <strong>{[say(diskText.uses[of]), node].filter(Boolean).join(' · ')}</strong>
          <StateTag tone={tones[state]} text={diskText.states[state]} />
          {freeBytes !== null && (
            <span>{say(diskText.roomLeft, { free: formatBytes(freeBytes), total: formatBytes(totalBytes) })}</span>
          )}
        </div>
      ))}
    </div>
  )
}

const HeadButtons = ({ onGuide, onAdd }: { onGuide: () => void; onAdd: () => void }) => {
  const say = useWords()
  return (
    <Space>
      <Button onClick={onGuide}>{say(text.guide)}</Button>
      <Button type="primary" icon={<PlusOutlined />} onClick={onAdd}>
        {say(text.add)}
      </Button>
    </Space>
  )
}

/** Our lines to carriers: how each does at this moment, and everything needed to connect one. */
export const TrunksPage = () => {
  const say = useWords()
  const mayKeep = useMay()(contract.addTrunk)
  const trunks = useAsk(contract.listTrunks, {}, { everyMs: 30_000 })
  const health = useAsk(contract.getTelephoneHealth, {}, { everyMs: 5000 })
  const editor = useDrawer<TrunkView>()
  const check = useDrawer<TrunkView>()
  const guide = useDrawer()
  const deeds = useTrunkDeeds({ onChange: editor.show, onCheck: check.show })
  const columns = trunkColumns(health.error ? undefined : health.data)
  const buttons = mayKeep ? <HeadButtons onGuide={() => guide.show()} onAdd={() => editor.show()} /> : undefined
  // What is checked is the trunk as it stands now, not as it was when the drawer opened.
  const checked = trunks.data?.find(({ id }) => id === check.shown?.id) ?? check.shown
  return (
    <PageFrame title={text.trunks} help={text.trunksHelp} actions={buttons}>
      <TrunkAlarm />
      <DiskAlarm />
      {health.data?.isSimulated && (
        <Alert type="info" showIcon title={say(text.simulatedTitle)} description={say(text.simulated)} />
      )}
      <Sheet title={text.nodes} help={text.nodesHelp}>
        <Shown asked={health} rows={1}>
          {(now) => <Nodes nodes={now.nodes} />}
        </Shown>
      </Sheet>
      <Sheet title={diskText.disks} help={diskText.disksHelp}>
        <Shown asked={health} rows={1}>
          {(now) => <Disks disks={now.disks} />}
        </Shown>
      </Sheet>
      <DataTable
        name="trunks"
        asked={trunks}
        columns={mayKeep ? [...columns, deeds.column] : columns}
        rowKey={({ id }) => id}
        empty={{ words: text.noTrunks, next: buttons }}
      />
      <TrunkForm shown={editor.shown} open={editor.open} onClose={editor.close} onSaved={check.show} />
      <TrunkCheck
        trunk={checked}
        open={check.open}
        onClose={check.close}
        onChange={(trunk) => {
          check.close()
          editor.show(trunk)
        }}
        onSwitchOn={(trunk) => deeds.turn(trunk, true)}
      />
      <TrunkGuide
        trunks={trunks.data ?? []}
        open={guide.open}
        onClose={guide.close}
        onAdd={() => {
          guide.close()
          editor.show()
        }}
        onCheck={(trunk) => {
          guide.close()
          check.show(trunk)
        }}
      />
    </PageFrame>
  )
}
