import { FlowBody } from '#domains/ivr/contract.ts'
import { createFlow, publishFlow, setNumber, setSurvey } from '#domains/ivr/server/public.ts'
import type { Context } from '#platform/context.ts'
import { type DemoPrompt, foundPrompts } from './demo-prompts.ts'

const prompt = (name: string, title: string, zh: string, en: string): DemoPrompt => ({ name, title, zh, en })
const prompts: readonly DemoPrompt[] = [
  prompt(
    'flow-welcome',
    '招聘欢迎词',
    '您好，欢迎致电招聘专线。接下来几个问题，大约两分钟。',
    'Welcome to our recruiting line. A few questions, about two minutes.',
  ),
  prompt(
    'flow-name',
    '招聘：姓名',
    '请在嘀声后说出您的姓名，说完请按井号键。',
    'Please say your name after the tone, then press hash.',
  ),
  prompt('flow-age', '招聘：年龄', '请输入您的年龄，按井号键确认。', 'Please type your age and confirm with hash.'),
  prompt(
    'flow-experience',
    '招聘：经验',
    '您做过电话销售吗？做过请按一，没做过请按二，重听请按九。',
    'Have you sold by telephone? Yes, press one; no, press two; to hear it again, nine.',
  ),
  prompt(
    'flow-shifts',
    '招聘：班次',
    '您能上哪些班？早班按一，中班按二，晚班按三，可以选几个，选好请按井号键。',
    'Which shifts suit you? Early one, middle two, late three; choose as many as you like, then hash.',
  ),
  prompt(
    'flow-thanks',
    '招聘结束语',
    '谢谢您，我们三天内与您联系。再见。',
    'Thank you; you will hear from us within three days. Goodbye.',
  ),
  prompt('flow-wrong', '按键无效', '按键无效，请重新输入。', 'That key has no meaning here; please try again.'),
  prompt('flow-silence', '没有听到', '没有收到您的输入。', 'We have heard nothing from you.'),
  prompt('flow-goodbye', '通用告别', '感谢您的来电，再见。', 'Thank you for calling. Goodbye.'),
  prompt(
    'survey-rating',
    '满意度评价',
    '请为刚才的服务评价：满意请按一，一般请按二，不满意请按三。',
    'How was the conversation? Satisfied, press one; fair, two; not satisfied, three.',
  ),
  prompt('survey-thanks', '评价致谢', '感谢您的评价，再见。', 'Thank you for telling us. Goodbye.'),
]

const asking = { wrongPrompt: 'flow-wrong', silencePrompt: 'flow-silence', tries: 3 }
/** 招聘报名: a name that is spoken, an age, one choice and several. */
const recruiting = FlowBody.parse({
  purpose: 'incoming',
  goodbye: 'flow-goodbye',
  note: '招聘专线报名，三天内由招聘组回电',
  steps: [
    { kind: 'say', id: 'welcome', name: '欢迎', prompt: 'flow-welcome', next: 'name' },
    {
      kind: 'speak',
      id: 'name',
      name: '姓名',
      prompt: 'flow-name',
      ...asking,
      waitSeconds: 3,
      maxSeconds: 10,
      next: 'age',
    },
    {
      ...{ kind: 'number', id: 'age', name: '年龄', prompt: 'flow-age', ...asking, readAs: 'age' },
      ...{ minDigits: 2, maxDigits: 3, next: 'experience' },
    },
    {
      ...{
        kind: 'choose',
        id: 'experience',
        name: '电销经验',
        prompt: 'flow-experience',
        ...asking,
        onGiveUp: 'shifts',
      },
      options: [
        { key: '1', value: '有', next: 'shifts' },
        { key: '2', value: '没有', next: 'shifts' },
        { key: '9', value: '重听', next: 'experience' },
      ],
    },
    {
      ...{ kind: 'chooseSeveral', id: 'shifts', name: '可上班次', prompt: 'flow-shifts', ...asking, next: 'thanks' },
      options: [
        { key: '1', value: '早班' },
        { key: '2', value: '中班' },
        { key: '3', value: '晚班' },
      ],
    },
    { kind: 'end', id: 'thanks', name: '致谢', prompt: 'flow-thanks' },
  ],
})
/** 满意度: one key after the conversation. */
const survey = FlowBody.parse({
  purpose: 'survey',
  goodbye: 'flow-goodbye',
  note: '坐席通话结束时转入，结果计入挂机评价',
  steps: [
    {
      ...{ kind: 'choose', id: 'rating', name: '满意度', prompt: 'survey-rating', ...asking, tries: 2 },
      options: [
        { key: '1', value: '满意', next: 'thanks', satisfied: true, score: 5 },
        { key: '2', value: '一般', next: 'thanks', satisfied: false, score: 3 },
        { key: '3', value: '不满意', next: 'thanks', satisfied: false, score: 1 },
      ],
    },
    { kind: 'end', id: 'thanks', name: '致谢', prompt: 'survey-thanks' },
  ],
})

/** The recruiting line of the demo: a number for practice, nobody's own. */
export const recruitingNumber = '+8614200000900'

/** Two flows at work: the recruiting line on its number, and a survey the campaigns' agents may hand customers to. */
export const foundFlows = async (
  ctx: Context,
  { siteId, campaignIds }: { siteId: string; campaignIds: readonly string[] },
): Promise<{ recruitingId: string; surveyId: string }> => {
  await foundPrompts(ctx, prompts)
  const ground = { isRecordingOn: true }
  const found = async (name: string, body: FlowBody): Promise<string> => {
    const { id, revision } = await createFlow(ctx, { name, siteId, body }, ground)
    await publishFlow(ctx, id, { revision, words: '' }, ground)
    return id
  }
  const recruitingId = await found('招聘报名', recruiting)
  const surveyId = await found('通话满意度', survey)
  await setNumber(ctx, recruitingNumber, recruitingId)
  for (const campaignId of campaignIds) await setSurvey(ctx, campaignId, surveyId)
  return { recruitingId, surveyId }
}
