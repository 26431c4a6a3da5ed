import type { Locale } from '#contract/words.ts'
import { FlowBody } from '#domains/ivr/contract.ts'
import { createFlow } from '#domains/ivr/server/public.ts'
import type { JourneyCentre } from './centre.ts'

const words = {
  flow: { zh: '招聘报名', en: 'Recruiting' },
  welcome: { zh: '欢迎', en: 'Welcome' },
  shifts: { zh: '班次', en: 'Shifts' },
  early: { zh: '早班', en: 'Early' },
  late: { zh: '晚班', en: 'Late' },
  thanks: { zh: '致谢', en: 'Thanks' },
}

/** A voice flow somebody is still writing: a greeting, a question and an end, with prompts nobody has recorded yet. */
export const foundFlow = async ({ ctx, siteId }: JourneyCentre, locale: Locale): Promise<string> => {
  const body = FlowBody.parse({
    purpose: 'incoming',
    goodbye: 'goodbye',
    steps: [
      { kind: 'say', id: 'welcome', name: words.welcome[locale], prompt: 'welcome', next: 'shifts' },
      {
        kind: 'choose',
        id: 'shifts',
        name: words.shifts[locale],
        prompt: 'shifts',
        options: [
          { key: '1', value: words.early[locale], next: 'thanks' },
          { key: '2', value: words.late[locale], next: 'thanks' },
        ],
      },
      { kind: 'end', id: 'thanks', name: words.thanks[locale], prompt: 'thanks' },
    ],
  })
  return (await createFlow(ctx, { name: words.flow[locale], siteId, body }, { isRecordingOn: true })).id
}
