import { AuditOutlined, DownloadOutlined, StarFilled, StarOutlined } from '@ant-design/icons'
import { Alert, Button, Popconfirm, Space, Table, Tag } from 'antd'
import { ProblemError } from '#web/client/problem.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DetailDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { formatDuration } from '#web/ui/format.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { useExport } from '#web/ui/use-export.tsx'
import { useReason } from '#web/ui/use-reason.tsx'
import { Moment } from '#web/ui/Values.tsx'
import {
  downloadRecording,
  getRecording,
  type Listening,
  listListenings,
  listRecordings,
  markExcellent,
  permissions,
  type RecordingDetail,
} from '../contract.ts'
import { partMissing, stateWords, text } from '../text.ts'
import type { CallMoment } from './marks.ts'
import { Player } from './Player.tsx'
import style from './player.module.css'
import { stateTones } from './state-tones.ts'

/** Why there is nothing to hear, as it is. */
const whyOf = ({ state, trouble, goneWhy }: RecordingDetail) => {
  if (state === 'gone') return goneWhy === 'erased' ? text.goneErased : text.goneRetention
  if (state === 'missing') return text.missing
  if (trouble) return text[trouble]
  return state === 'ordered' ? text.underWay : text.awaited
}

const Listenings = ({ callId }: { callId: string }) => {
  const say = useWords()
  const asked = useAsk(listListenings, { params: { callId } }, { keep: false })
  const heard = ({ heard: spans }: Listening) =>
    spans.map(([from, to]) => `${formatDuration(from)}–${formatDuration(to)}`).join(say({ zh: '、', en: ', ' })) || '–'
  return (
    <Shown asked={asked}>
      {(rows) =>
        rows.length === 0 ? (
          <Nothing words={text.nobodyListened} />
        ) : (
          <Table<Listening>
            size="small"
            rowKey="id"
            dataSource={[...rows]}
            pagination={rows.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
            columns={[
              { title: say(text.listenedAt), render: (_, { beganAt }) => <Moment at={beganAt} grain="second" /> },
              { title: say(text.listenedBy), dataIndex: 'byName' },
              {
                title: say(text.kind),
                render: (_, { kind }) => say(kind === 'listen' ? text.kindListen : text.kindDownload),
              },
              { title: say(text.listenedTo), render: (_, row) => heard(row) },
              { title: say(text.listenedFor), render: (_, { reason }) => reason || '–' },
            ]}
          />
        )
      }
    </Shown>
  )
}

const whyExcellent = [
  { zh: '开场自然', en: 'A natural opening' },
  { zh: '挖掘需求到位', en: 'Needs well explored' },
  { zh: '异议处理得当', en: 'Objections well met' },
  { zh: '促成有力', en: 'A strong close' },
] as const

const Excellent = ({ recording: { callId, excellent } }: { recording: RecordingDetail }) => {
  const say = useWords()
  const may = useMay()
  const askWhy = useReason()
  const mark = useDo(markExcellent, { refresh: [getRecording, listRecordings] })
  const tag = excellent && (
    <Tag color="gold" icon={<StarFilled />} title={`${excellent.words} · ${excellent.byName}`}>
      {say(text.excellent)}
    </Tag>
  )
  if (!may(markExcellent)) return tag
  const set = (on: boolean, words = '') => mark.mutate({ params: { callId }, body: { on, words } })
  const begin = async () => {
    const words = await askWhy({
      title: text.markExcellent,
      body: text.whyExcellent,
      action: text.markExcellent,
      label: text.whyExcellent,
      hint: text.whyExcellent,
      reasons: whyExcellent,
    })
    if (words !== undefined) set(true, words)
  }
  return excellent ? (
    <Popconfirm title={say(text.unmark)} onConfirm={() => set(false)}>
      {tag}
    </Popconfirm>
  ) : (
    <Button size="small" icon={<StarOutlined />} loading={mark.isPending} onClick={() => void begin()}>
      {say(text.markExcellent)}
    </Button>
  )
}

const Actions = ({ recording }: { recording: RecordingDetail }) => {
  const say = useWords()
  const may = useMay()
  const takeOut = useExport()
  const drawer = useDrawer<string>()
  const { callId } = recording
  const isThere = recording.milliseconds > 0
  return (
    <Space size={6} wrap>
      <StateTag tone={stateTones[recording.state]} text={stateWords[recording.state]} />
      {isThere && <Excellent recording={recording} />}
      {may(listListenings) && (
        <Button size="small" icon={<AuditOutlined />} onClick={() => drawer.show(callId)}>
          {say(text.listened)} {recording.listenings}
        </Button>
      )}
      {isThere && may(downloadRecording) && (
        <Button
          size="small"
          icon={<DownloadOutlined />}
          onClick={() => void takeOut(downloadRecording, { params: { callId }, query: undefined })}
        >
          {say(text.download)}
        </Button>
      )}
      <DetailDrawer open={drawer.open} title={text.listened} onClose={drawer.close} width={760}>
        {drawer.shown && <Listenings callId={drawer.shown} />}
      </DetailDrawer>
    </Space>
  )
}

type Call = { moments: readonly CallMoment[]; outcome: string | null }
const Content = ({ recording, ...call }: Call & { recording: RecordingDetail }) => {
  const say = useWords()
  return (
    <Sheet title={text.recording} extra={<Actions recording={recording} />}>
      {recording.missingMs > 0 && (
        <Alert
          type="warning"
          showIcon
          title={say(partMissing, formatDuration(recording.missingMs / 1000))}
          style={{ marginBottom: 12 }}
        />
      )}
      {recording.peaks ? (
        <Player key={recording.callId} recording={recording} peaks={recording.peaks} {...call} />
      ) : (
        <p className={style.muted}>{say(whyOf(recording))}</p>
      )}
    </Sheet>
  )
}

/** Until it is kept it may be any moment; afterwards who spoke how long is still to come. */
const isSettled = (recording: RecordingDetail | undefined): boolean =>
  recording !== undefined &&
  (recording.state === 'gone' ||
    recording.state === 'missing' ||
    (recording.state === 'kept' && recording.speech !== null))

/** The recording of a call: to hear, or why there is none. Nothing for who may not listen. */
export const CallRecording = ({ callId, ...call }: Call & { callId: string }) => {
  const say = useWords()
  const may = useMay()
  const mayListen = may(permissions.listen)
  const asked = useAsk(getRecording, { params: { callId } }, { keep: false, when: mayListen })
  const isOpen = mayListen && asked.error === null && !isSettled(asked.data)
  useAsk(getRecording, { params: { callId } }, { keep: false, when: isOpen, everyMs: 5000 })
  if (!mayListen) return null
  if (asked.error instanceof ProblemError && asked.error.code === 'recordings.noRecording')
    return (
      <Sheet title={text.recording}>
        <p className={style.muted}>{say(text.notOrdered)}</p>
      </Sheet>
    )
  return (
    <Shown asked={asked} rows={5}>
      {(recording) => <Content recording={recording} {...call} />}
    </Shown>
  )
}
