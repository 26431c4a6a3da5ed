import { DownloadOutlined, FileExcelOutlined, InboxOutlined } from '@ant-design/icons'
import { Alert, Button, Progress, Space, Upload } from 'antd'
import { useState } from 'react'
import { download } from '#web/client/call.ts'
import { ProblemError, problemWords } from '#web/client/problem.ts'
import { useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { type Batch, downloadListTemplate, listBatches, refusals, uploadBatch } from '../contract.ts'
import { text } from '../text.ts'
import style from './lists.module.css'

/** Takes a file and sends it, telling how much is on its way. */
export const UploadStep = ({
  listId,
  closed,
  onUploaded,
}: {
  listId: string
  closed: boolean
  onUploaded: (batch: Batch) => void
}) => {
  const say = useWords()
  const [share, setShare] = useState<number>()
  const [problem, setProblem] = useState<Error>()
  const [last, setLast] = useState<File>()
  const send = useDo(uploadBatch, {
    refresh: [listBatches],
    onProgress: setShare,
    onDone: onUploaded,
    onProblem: (error) => {
      setProblem(error)
      return true
    },
  })
  const take = (file: File, again: 'yes' | 'no' = 'no') => {
    setProblem(undefined)
    setLast(file)
    setShare(0)
    send.mutate({ params: { listId }, query: { again }, body: file }, { onSettled: () => setShare(undefined) })
    return false
  }
  const isSame = problem instanceof ProblemError && problem.code === refusals.sameFile.code
  const template = (format: 'csv' | 'xlsx') =>
    void download(downloadListTemplate, { params: { listId }, query: { format } }).catch(setProblem)
  const percent = Math.round((share ?? 0) * 100)
  if (closed) return <Alert type="warning" showIcon title={say(refusals.closed.text)} />
  return (
    <>
      {problem && (
        <Alert
          type="error"
          showIcon
          closable={{ onClose: () => setProblem(undefined) }}
          title={say(problemWords(problem))}
          action={
            isSame && last ? (
              <Button size="small" onClick={() => take(last, 'yes')}>
                {say(text.importAgain)}
              </Button>
            ) : undefined
          }
          style={{ marginBottom: 12 }}
        />
      )}
      <Upload.Dragger
        accept=".xlsx,.xlsm,.csv,.txt,.tsv,text/csv,text/plain"
        showUploadList={false}
        beforeUpload={(file) => take(file)}
        disabled={send.isPending}
      >
        <div className={style.drop}>
          <InboxOutlined />
          {send.isPending ? (
            <>
              <strong>{say(text.sending, percent)}</strong>
              <Progress className={style.bar ?? ''} percent={percent} showInfo={false} />
            </>
          ) : (
            <>
              <strong>{say(text.dropFile)}</strong>
              <p>{say(text.dropHelp)}</p>
            </>
          )}
        </div>
      </Upload.Dragger>
      <div className={style.foot}>
        <span className={style.faint}>{say(text.templateHelp)}</span>
        <Space>
          <Button type="link" icon={<FileExcelOutlined />} onClick={() => template('xlsx')}>
            {say(text.templateWorkbook)}
          </Button>
          <Button type="link" icon={<DownloadOutlined />} onClick={() => template('csv')}>
            {say(text.templateCsv)}
          </Button>
        </Space>
      </div>
    </>
  )
}
