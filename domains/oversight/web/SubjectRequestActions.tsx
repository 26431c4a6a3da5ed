import { Button, Space } from 'antd'
import { useMay, useMe, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { useExport } from '#web/ui/use-export.tsx'
import { kindWords, subjectText as text } from '../evidence-text.ts'
import {
  decideForSubject,
  downloadSubjectData,
  listSubjectRequests,
  retrySubjectRequest,
  type SubjectRequest,
} from '../subject-contract.ts'
import { requestNumber } from '../subject-request.ts'

const Deciding = ({ request }: { request: SubjectRequest }) => {
  const say = useWords()
  const confirm = useConfirm()
  const decide = useDo(decideForSubject, { refresh: [listSubjectRequests], done: text.decided })
  const params = { requestId: request.id }
  const named = requestNumber(request.number)
  const approve = async () => {
    const erases = request.kind === 'erase'
    const sure = await confirm({
      title: `${say(text.approve)} · ${say(kindWords[request.kind])} · ${named} · ${request.shownAs}`,
      body: erases ? text.eraseSure : text.approveSure,
      action: text.approve,
      danger: erases,
      ...(erases ? { typeName: named } : {}),
    })
    if (sure) decide.mutate({ params, body: { approve: true } })
  }
  const refuse = async () => {
    if (await confirm({ title: `${say(text.refuse)} · ${named}`, body: text.refuseSure, action: text.refuse }))
      decide.mutate({ params, body: { approve: false } })
  }
  return (
    <>
      <Button type="link" size="small" loading={decide.isPending} onClick={() => void approve()}>
        {say(text.approve)}
      </Button>
      <Button type="link" size="small" onClick={() => void refuse()}>
        {say(text.refuse)}
      </Button>
    </>
  )
}

/** What may be done with a request: decided by somebody else than who entered it, its file taken, tried again. */
export const SubjectRequestActions = ({ request }: { request: SubjectRequest }) => {
  const say = useWords()
  const may = useMay()
  const me = useMe()
  const takeOut = useExport()
  const retry = useDo(retrySubjectRequest, { refresh: [listSubjectRequests] })
  const params = { requestId: request.id }
  const isOwn = request.requestedBy === me.id
  const hasFile = request.kind === 'export' && (request.state === 'approved' || request.state === 'done')
  return (
    <Space size={0}>
      {request.state === 'waiting' && !isOwn && may(decideForSubject) && <Deciding request={request} />}
      {hasFile && (
        <Button type="link" size="small" onClick={() => void takeOut(downloadSubjectData, { params })}>
          {say(text.takeFile)}
        </Button>
      )}
      {request.state === 'failed' && may(retrySubjectRequest) && (
        <Button type="link" size="small" loading={retry.isPending} onClick={() => retry.mutate({ params })}>
          {say(text.retry)}
        </Button>
      )}
    </Space>
  )
}
