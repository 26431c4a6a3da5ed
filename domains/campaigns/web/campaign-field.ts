import { useDeferredValue, useState } from 'react'
import { useMay } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import type { SearchField } from '#web/ui/search-fields.tsx'
import { getCampaign, listCampaigns } from '../contract.ts'
import { text } from '../text.ts'

const shown = 50
const optionOf = ({ id, name }: { id: string; name: string }) => ({ value: id, text: name })

/**
 * Searching by campaign: the latest fifty, or those whose name fits what is typed, and in any case the one `chosen`. Empty for
 * whoever may not list campaigns.
 */
export const useCampaignField = (chosen: string | undefined) => {
  const may = useMay()
  const [typed, onType] = useState('')
  const search = useDeferredValue(typed.trim()) || undefined
  const found = useAsk(
    listCampaigns,
    { query: { pageSize: shown, search } },
    { when: may(listCampaigns), freshMs: 60_000 },
  )
  const options = (found.data?.rows ?? []).map(optionOf)
  const isThere = chosen === undefined || options.some(({ value }) => value === chosen)
  const one = useAsk(
    getCampaign,
    { params: { campaignId: chosen ?? '' } },
    { when: !isThere && may(getCampaign) && !found.isPending, freshMs: 60_000, keep: false },
  )
  return {
    kind: 'select',
    name: 'campaignId',
    label: text.campaign,
    options: isThere || !one.data ? options : [optionOf(one.data), ...options],
    onType,
  } as const satisfies SearchField
}
