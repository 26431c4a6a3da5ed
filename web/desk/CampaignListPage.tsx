import { PlusOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { createCampaign } from '#domains/campaigns/contract.ts'
import { text } from '#domains/campaigns/text.ts'
import { CampaignTable } from '#domains/campaigns/web/public.tsx'
import { useProgressColumns } from '#domains/metrics/web/public.tsx'
import { useMay, useWords } from '../client/session.tsx'
import { PageFrame } from '../ui/PageFrame.tsx'

/** All campaigns and how far each has come. */
export const CampaignListPage = () => {
  const say = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const create = may(createCampaign) && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate({ to: '/campaigns/new' as string })}>
      {say(text.create)}
    </Button>
  )
  return (
    <PageFrame title={text.campaigns} help={text.listHelp} actions={create}>
      <CampaignTable progress={useProgressColumns} create={create} />
    </PageFrame>
  )
}
