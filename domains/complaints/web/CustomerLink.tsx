import { LinkOutlined } from '@ant-design/icons'
import { App, Button, Tooltip } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { Moment } from '#web/ui/Values.tsx'
import { linkForCall } from '../contract.ts'
import { text } from '../text.ts'

/** Makes the link to the customer's page of a call, shows it and puts it into the clipboard. */
export const CustomerLink = ({ callId }: { callId: string }) => {
  const say = useWords()
  const may = useMay()
  const { modal, message } = App.useApp()
  const make = useDo(linkForCall, {
    onDone: ({ path, until }) => {
      const link = `${location.origin}${path}`
      // Without a secure page there is no clipboard; the link stands in the window to be copied by hand.
      void navigator.clipboard?.writeText(link).then(
        () => void message.success(say(text.linkCopied)),
        () => undefined,
      )
      modal.info({
        title: say(text.link),
        width: 520,
        content: (
          <>
            <p style={{ overflowWrap: 'anywhere', userSelect: 'all' }}>{link}</p>
            <p>{say(text.linkHelp)}</p>
            <p>
              {say(text.linkUntil)} <Moment at={until} grain="day" />
            </p>
          </>
        ),
      })
    },
  })
  if (!may(linkForCall)) return null
  return (
    <Tooltip title={say(text.linkHelp)}>
      <Button icon={<LinkOutlined />} loading={make.isPending} onClick={() => make.mutate({ params: { callId } })}>
        {say(text.copyLink)}
      </Button>
    </Tooltip>
  )
}
