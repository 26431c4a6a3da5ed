import { DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Button, Input, Radio, Segmented, Space, Upload } from 'antd'
import { useState } from 'react'
import { download } from '#web/client/call.ts'
import { problemWords } from '#web/client/problem.ts'
import { useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { downloadResultTemplate, importResults, listDeliveries, listResults, type Received } from '../contract.ts'
import { type Kind, kinds } from '../report.ts'
import { modeWords, text, told } from '../text.ts'
import { DeliveryOutcome } from './DeliveryOutcome.tsx'
import style from './results.module.css'

type Mode = 'good' | 'whole'

const Choose = ({
  kind,
  source,
  onKind,
  onSource,
}: {
  kind: Kind
  source: string
  onKind: (kind: Kind) => void
  onSource: (source: string) => void
}) => {
  const say = useWords()
  return (
    <div className={style.choose}>
      <Segmented<Kind>
        aria-label={say(text.kind)}
        value={kind}
        options={kinds.map((value) => ({ value, label: say(text.kinds[value]) }))}
        onChange={onKind}
      />
      <label className={style.source} htmlFor="result-source">
        <span>{say(text.source)}</span>
        <Input
          id="result-source"
          value={source}
          maxLength={40}
          placeholder={say(text.sourceHelp)}
          onChange={({ target }) => onSource(target.value)}
        />
      </label>
      <Button
        type="link"
        icon={<DownloadOutlined />}
        onClick={() => void download(downloadResultTemplate, { query: { kind } })}
      >
        {say(text.downloadTemplate)}
      </Button>
    </div>
  )
}

const Checked = ({
  checked,
  busy,
  onKeep,
  onAnother,
}: {
  checked: Received
  busy: boolean
  onKeep: (mode: Mode) => void
  onAnother: () => void
}) => {
  const say = useWords()
  const [mode, setMode] = useState<Mode>('good')
  const rows = checked.recorded + checked.corrected
  const mayKeep = rows > 0 && (mode === 'good' || checked.refused === 0)
  return (
    <>
      <DeliveryOutcome received={checked} />
      <div className={style.bar}>
        <Space>
          {checked.refused > 0 && (
            <Radio.Group
              value={mode}
              options={(['good', 'whole'] as const).map((value) => ({ value, label: say(modeWords[value]) }))}
              onChange={({ target }) => setMode(target.value as Mode)}
            />
          )}
        </Space>
        <Space>
          <Button onClick={onAnother}>{say(text.another)}</Button>
          <Button type="primary" disabled={!mayKeep} loading={busy} onClick={() => onKeep(mode)}>
            {say(told.keep, rows)}
          </Button>
        </Space>
      </div>
    </>
  )
}

/** A file of results: checked row by row, shown, and kept once somebody says so. */
export const UploadPage = () => {
  const say = useWords()
  const navigate = useNavigate()
  const { kind: asked } = useSearch({ strict: false }) as { kind?: Kind }
  const [kind, setKind] = useState<Kind>(kinds.find((known) => known === asked) ?? 'order')
  const [source, setSource] = useState('')
  const [file, setFile] = useState<File>()
  const [checked, setChecked] = useState<Received>()
  const [problem, setProblem] = useState<Error>()
  const again = () => {
    setFile(undefined)
    setChecked(undefined)
    setProblem(undefined)
  }
  const onProblem = (error: Error) => {
    setProblem(error)
    return true
  }
  const check = useDo(importResults, { onDone: setChecked, onProblem })
  const keep = useDo(importResults, {
    refresh: [listResults, listDeliveries],
    done: text.recorded,
    onDone: ({ kept }) => {
      if (kept) void navigate({ to: '/results' as string, search: { kind } as never })
    },
    onProblem,
  })
  const take = (taken: File) => {
    again()
    setFile(taken)
    check.mutate({ query: { kind, source: source.trim(), mode: 'check' }, body: taken })
    return false
  }
  return (
    <PageFrame title={text.upload} crumbs={[{ title: text.results, to: '/results' }]} help={text.help}>
      <Sheet>
        <Choose
          kind={kind}
          source={source}
          onKind={(chosen) => {
            setKind(chosen)
            again()
          }}
          onSource={setSource}
        />
        {problem && <Alert type="error" showIcon title={say(problemWords(problem))} className={style.problem ?? ''} />}
        {checked && file ? (
          <Checked
            checked={checked}
            busy={keep.isPending}
            onAnother={again}
            onKeep={(mode) => keep.mutate({ query: { kind, source: source.trim(), mode }, body: file })}
          />
        ) : (
          <Upload.Dragger
            accept=".csv,.txt,text/csv,text/plain"
            showUploadList={false}
            beforeUpload={take}
            disabled={source.trim() === '' || check.isPending}
          >
            <div className={style.drop}>
              <InboxOutlined />
              <strong>
                {say(check.isPending ? text.checking : source.trim() === '' ? text.sourceFirst : text.dropFile)}
              </strong>
              <p>{say(text.dropHelp)}</p>
            </div>
          </Upload.Dragger>
        )}
      </Sheet>
    </PageFrame>
  )
}
