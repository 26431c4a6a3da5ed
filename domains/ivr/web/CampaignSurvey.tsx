import { Select } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { getCampaignSurvey, listFlows, setCampaignSurvey } from '../contract.ts'
import { editorText as text } from '../editor-text.ts'

/** Which survey the agents of a campaign hand their customers to at the end of a call. */
export const CampaignSurvey = ({ campaignId }: { campaignId: string }) => {
  const say = useWords()
  const may = useMay()
  const survey = useAsk(getCampaignSurvey, { params: { campaignId } })
  const flows = useAsk(listFlows, { query: { purpose: 'survey', state: 'published' } })
  const set = useDo(setCampaignSurvey, { refresh: [getCampaignSurvey, listFlows], done: text.surveySaved })
  return (
    <Sheet title={text.survey} help={text.surveyHelp}>
      <Shown asked={survey}>
        {({ flowId }) => (
          <Select
            value={flowId ?? ''}
            disabled={!may(setCampaignSurvey)}
            loading={set.isPending}
            style={{ width: 320, maxWidth: '100%' }}
            aria-label={say(text.survey)}
            options={[
              { value: '', label: say(text.noSurvey) },
              ...(flows.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(chosen) => set.mutate({ params: { campaignId }, body: { flowId: chosen || null } })}
          />
        )}
      </Shown>
    </Sheet>
  )
}
