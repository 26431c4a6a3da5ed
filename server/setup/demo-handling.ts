import { changeHandling } from '#domains/desk/server/public.ts'
import type { Context } from '#platform/context.ts'

/** Whom agents of the demo may hand a customer to outside, and the message they leave; numbers for practice, nobody's own. */
export const setDemoHandling = async (ctx: Context, campaignId: string, place: number): Promise<void> => {
  await changeHandling(ctx, campaignId, {
    outside: [
      { name: '信贷审批专线', number: '14200000101' },
      { name: '客户投诉受理', number: '14200000102' },
    ],
    messagePrompt: 'voicemail',
    showsListening: place === 0,
    version: 0,
  })
}
