import type { Words } from '#contract/words.ts'
import type { FlowState } from './contract.ts'
import type { FlowPurpose, HandOverTarget, NumberReading, StepKind } from './flow.ts'
import type { ProblemCode } from './problems.ts'
import type { RunEnd, StepResult } from './run.ts'

export const purposeWords: Record<FlowPurpose, Words> = {
  incoming: { zh: '接听来电', en: 'Answers calls' },
  survey: { zh: '挂机调查', en: 'Survey at the end of a call' },
}
export const stateWords: Record<FlowState, Words> = {
  draft: { zh: '未发布', en: 'Not published' },
  published: { zh: '已发布', en: 'Published' },
  retired: { zh: '已停用', en: 'Retired' },
}
export const kindWords: Record<StepKind, Words> = {
  say: { zh: '播放提示音', en: 'Say' },
  choose: { zh: '单选', en: 'Choose one' },
  chooseSeveral: { zh: '多选', en: 'Choose several' },
  number: { zh: '输入数字', en: 'Type a number' },
  speak: { zh: '口述回答', en: 'Spoken answer' },
  handOver: { zh: '转人工', en: 'Hand over to an agent' },
  end: { zh: '结束通话', en: 'End the call' },
}
export const kindHelp: Record<StepKind, Words> = {
  say: { zh: '播完就到下一步。', en: 'Goes on when it has been said.' },
  choose: {
    zh: '来电者按一个键，每个键各有去处。',
    en: 'The caller presses one key; each leads somewhere.',
  },
  chooseSeveral: {
    zh: '来电者可按几个键，按 # 确认，按 * 重选；选够后静默也算确认。',
    en: 'The caller presses several keys and # to confirm, * to begin again; silence after enough keys confirms too.',
  },
  number: {
    zh: '来电者输入数字，按 # 确认，按 * 重输；位数够后静默也算确认。',
    en: 'The caller types digits and # to confirm, * to begin again; silence after enough digits confirms too.',
  },
  speak: {
    zh: '提示音后开始录音，按 #、静默或到时结束。录音与通话录音一样加密保存，收听留痕。',
    en: 'Recorded after the prompt until #, silence or the time is up; kept sealed like every recording, and heard on record.',
  },
  handOver: {
    zh: '转给空闲坐席；没有空闲坐席时走“无人可接”。',
    en: 'To an agent who is free; where nobody is, “Nobody is free” says what follows.',
  },
  end: { zh: '播完提示音后挂机。', en: 'Hangs up after the prompt.' },
}
export const readingWords: Record<NumberReading, Words> = {
  digits: { zh: '一般数字', en: 'Digits' },
  phone: { zh: '电话号码', en: 'Telephone number' },
  age: { zh: '年龄', en: 'Age' },
}
export const targetWords: Record<HandOverTarget, Words> = {
  agents: { zh: '指定项目的坐席', en: 'The agents of a campaign' },
  lastAgent: { zh: '上次联系的坐席', en: 'The agent spoken with last' },
}
export const resultWords: Record<StepResult, Words> = {
  answered: { zh: '已回答', en: 'Answered' },
  passed: { zh: '已通过', en: 'Passed' },
  nobody: { zh: '无人可接', en: 'Nobody was free' },
  gaveUp: { zh: '次数用完', en: 'Out of tries' },
  hungUp: { zh: '在此挂机', en: 'Hung up here' },
  cutShort: { zh: '中断', en: 'Cut short' },
}
export const endWords: Record<RunEnd, Words> = {
  completed: { zh: '走完流程', en: 'Went through' },
  handedOver: { zh: '已转人工', en: 'Handed over' },
  hungUp: { zh: '中途挂机', en: 'Hung up' },
  gaveUp: { zh: '次数用完', en: 'Out of tries' },
  tooLong: { zh: '超过时长', en: 'Took too long' },
  lost: { zh: '线路中断', en: 'Line lost' },
}

/** `{name}` stands for what the problem names. */
export const problemWords: Record<ProblemCode, Words> = {
  emptyFlow: { zh: '流程里还没有步骤', en: 'The flow has no steps yet' },
  idTwice: { zh: '步骤代号“{id}”用了两次', en: 'The step id “{id}” is used twice' },
  unknownNext: { zh: '去处“{to}”没有这个步骤', en: 'It leads to “{to}”, which is no step of this flow' },
  unreachable: { zh: '没有任何步骤通到这里', en: 'No step leads here' },
  noExit: { zh: '来电者会一直在这里循环，出不去', en: 'Callers would go round here for ever' },
  keyTwice: { zh: '按键 {key} 用了两次', en: 'The key {key} is used twice' },
  keyConfirms: {
    zh: '按键 {key} 在这一步有固定用途：# 确认，* 重来',
    en: 'The key {key} is taken in this step: # confirms, * begins again',
  },
  noPrompt: { zh: '没有选提示音，来电者只会听到静音', en: 'No prompt: the caller would hear silence' },
  unknownPrompt: { zh: '没有提示音“{prompt}”', en: 'There is no prompt “{prompt}”' },
  digitsBackwards: { zh: '最少位数大于最多位数', en: 'The fewest digits are more than the most' },
  digitsForReading: {
    zh: '位数不符：电话号码 {least}–{most} 位，年龄 1–3 位',
    en: 'The digits do not fit: telephone numbers have {least}–{most}, ages 1–3',
  },
  moreThanThereAre: { zh: '至少要选的比选项还多', en: 'More must be chosen than there are' },
  noCampaign: { zh: '请选择转给哪个外呼项目的坐席', en: 'Say which campaign’s agents' },
  unknownCampaign: { zh: '没有这个外呼项目', en: 'No such campaign' },
  handsOverSurvey: {
    zh: '挂机调查不能再转人工：坐席已经离开',
    en: 'A survey cannot hand over to an agent: the agent has left',
  },
  noRating: {
    zh: '挂机调查要有一步单选，每个选项标明满意或不满意',
    en: 'A survey needs one choice whose options say satisfied or not',
  },
  ratedTwice: { zh: '只能有一步标明满意与否', en: 'Only one step may say whether the customer was satisfied' },
  ratingIncomplete: {
    zh: '这一步的每个选项都要标明满意或不满意',
    en: 'Every option of this step must say satisfied or not',
  },
  ratingOutsideSurvey: { zh: '只有挂机调查才评满意度', en: 'Only a survey rates satisfaction' },
  recordingOff: {
    zh: '录音功能已关闭，口述回答无法保存',
    en: 'Recording is switched off: spoken answers could not be kept',
  },
}

export const text = {
  flow: { zh: '语音流程', en: 'Voice flow' },
  steps: { zh: '步骤', en: 'Steps' },
  step: { zh: '步骤', en: 'Step' },
  stepId: { zh: '步骤代号', en: 'Step id' },
  version: { zh: '版本', en: 'Version' },
  beganAt: { zh: '开始时间', en: 'Began at' },
  endedAt: { zh: '结束时间', en: 'Ended at' },
  caller: { zh: '来电号码', en: 'Caller' },
  calledNumber: { zh: '被叫号码', en: 'Called number' },
  end: { zh: '结束方式', en: 'How it ended' },
  campaign: { zh: '外呼项目', en: 'Campaign' },
  agent: { zh: '坐席', en: 'Agent' },
  callId: { zh: '通话编号', en: 'Call id' },
  spoken: { zh: '口述，{seconds} 秒', en: 'Spoken, {seconds} s' },
} as const satisfies Record<string, Words>
