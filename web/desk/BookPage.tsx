import { PhoneOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { BookQuery } from '#domains/allocation/contract.ts'
import { text } from '#domains/allocation/text.ts'
import { BookFigures, BookTable } from '#domains/allocation/web/public.tsx'
import { dialContact } from '#domains/desk/contract.ts'
import { useMay, useMe, useWords } from '../client/session.tsx'
import { useDo } from '../client/use-do.ts'
import { useFilters } from '../ui/filters.ts'
import { PageFrame } from '../ui/PageFrame.tsx'

/** An agent's customers and contacts, and calling them from here; leaders look into the books of their people. */
export const BookPage = () => {
  const say = useWords()
  const me = useMe()
  const may = useMay()
  const navigate = useNavigate()
  const filters = useFilters(BookQuery)
  const { agentId } = filters.values
  const isOwn = agentId === undefined || agentId === me.id
  const dial = useDo(dialContact, { onDone: () => void navigate({ to: '/desk' }) })
  return (
    <PageFrame
      title={isOwn ? text.myBook : text.book}
      help={text.bookHelp}
      {...(isOwn ? {} : { crumbs: [{ title: text.teamBooks, to: '/team-books' }] })}
    >
      <BookFigures agentId={agentId} />
      <BookTable
        filters={filters}
        {...(isOwn && may(dialContact)
          ? {
              act: ({ campaignId, entryId, campaignRuns, step }) =>
                step !== 'settled' && (
                  <Button
                    type="primary"
                    size="small"
                    icon={<PhoneOutlined />}
                    disabled={!campaignRuns || !campaignId || !entryId}
                    title={campaignRuns ? undefined : say(text.noCampaignToCall)}
                    loading={dial.isPending && dial.variables?.params.entryId === entryId}
                    onClick={() => campaignId && entryId && dial.mutate({ params: { campaignId, entryId } })}
                  >
                    {say(text.call)}
                  </Button>
                ),
            }
          : {})}
      />
    </PageFrame>
  )
}
