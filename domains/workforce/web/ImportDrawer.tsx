import { InboxOutlined } from '@ant-design/icons'
import { Alert, Button, Space, Table, Upload } from 'antd'
import { useState } from 'react'
import { problemWords } from '#web/client/problem.ts'
import { useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { DetailDrawer, Facts } from '#web/ui/Drawers.tsx'
import { type ImportResult, importRoster, readRoster, readTeamTime } from '../contract.ts'
import { text } from '../text.ts'

const saveText = (name: string, content: string): void => {
  const address = URL.createObjectURL(new Blob([content], { type: 'text/csv' }))
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  URL.revokeObjectURL(address)
}

/** What the file would do, or did: counts that add up to its rows, and every row not taken with its reason. */
const Result = ({ result }: { result: ImportResult }) => {
  const say = useWords()
  const { applied, rows, shifts, leaves, unchanged, replaced, refused, refusedFile } = result
  return (
    <Space orientation="vertical" size="middle" style={{ width: '100%' }}>
      <h3>{say(applied ? text.imported : text.trial)}</h3>
      <Facts
        items={[
          { name: text.rowsRead, value: rows },
          { name: text.newShifts, value: shifts },
          { name: text.newLeaves, value: leaves },
          { name: text.unchanged, value: unchanged },
          { name: text.replaced, value: replaced },
          { name: text.refused, value: refused.length },
        ]}
      />
      {refused.length > 0 && (
        <>
          <Table
            size="small"
            rowKey="row"
            dataSource={refused}
            pagination={{ pageSize: 10, hideOnSinglePage: true }}
            columns={[
              { title: say(text.row), dataIndex: 'row', width: 60 },
              { title: say(text.why), render: (_, { why }) => say(why) },
              { title: '', render: (_, { cells }) => cells.join(', '), ellipsis: true },
            ]}
          />
          <Button onClick={() => saveText('refused.csv', refusedFile)}>{say(text.refusedFile)}</Button>
        </>
      )}
    </Space>
  )
}

/** Takes a roster file in: a trial first, then for good. */
export const ImportDrawer = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const say = useWords()
  const [file, setFile] = useState<File>()
  const [result, setResult] = useState<ImportResult>()
  const [problem, setProblem] = useState<Error>()
  const bring = useDo(importRoster, {
    refresh: [readRoster, readTeamTime],
    onDone: setResult,
    onProblem: (error) => {
      setProblem(error)
      return true
    },
  })
  const send = (body: File, apply: 'true' | 'false') => {
    setProblem(undefined)
    bring.mutate({ query: { apply }, body })
  }
  const take = (chosen: File) => {
    setFile(chosen)
    setResult(undefined)
    send(chosen, 'false')
    return false
  }
  const close = () => {
    setFile(undefined)
    setResult(undefined)
    setProblem(undefined)
    onClose()
  }
  const hasNews = result && !result.applied && result.shifts + result.leaves > 0
  return (
    <DetailDrawer open={open} title={text.import} onClose={close}>
      <Space orientation="vertical" size="middle" style={{ width: '100%' }}>
        <Upload.Dragger
          accept=".xlsx,.csv,.txt,text/csv"
          showUploadList={false}
          beforeUpload={(chosen) => take(chosen)}
          disabled={bring.isPending}
        >
          <p>
            <InboxOutlined style={{ fontSize: 28 }} />
          </p>
          <p>{file?.name ?? say(text.chooseFile)}</p>
        </Upload.Dragger>
        <p>{say(text.importHelp)}</p>
        {problem && <Alert type="error" showIcon title={say(problemWords(problem))} />}
        {result && <Result result={result} />}
        {hasNews && file && (
          <Button type="primary" loading={bring.isPending} onClick={() => send(file, 'true')}>
            {say(text.importNow)}
          </Button>
        )}
      </Space>
    </DetailDrawer>
  )
}
