import { DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { Alert, Button, Progress, Upload } from 'antd'
import { useState } from 'react'
import { download } from '#web/client/call.ts'
import { problemWords } from '#web/client/problem.ts'
import { useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { type Batch, downloadTemplate, listBatches, refusals, uploadBatch } from '../contract.ts'
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
  const send = useDo(uploadBatch, {
    refresh: [listBatches],
    onProgress: setShare,
    onDone: onUploaded,
    onProblem: (error) => {
      setProblem(error)
      return true
    },
  })
  const take = (file: File) => {
    setProblem(undefined)
    setShare(0)
    send.mutate({ params: { listId }, body: file }, { onSettled: () => setShare(undefined) })
    return false
  }
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
          style={{ marginBottom: 12 }}
        />
      )}
      <Upload.Dragger
        accept=".csv,.txt,.tsv,text/csv,text/plain"
        showUploadList={false}
        beforeUpload={take}
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
        <Button
          type="link"
          icon={<DownloadOutlined />}
          onClick={() => void download(downloadTemplate).catch(setProblem)}
        >
          {say(text.getTemplate)}
        </Button>
      </div>
    </>
  )
}
