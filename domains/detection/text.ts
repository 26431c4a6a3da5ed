import type { Words, WordsWith } from '#contract/words.ts'
import { machineWords } from '#domains/campaigns/text.ts'
import type { ListeningMode, Verdict } from './contract.ts'

/** Words of the audit of machine detection. */
export const text = {
  judging: { zh: '误判抽检', en: 'Detection audit' },
  judgingHelp: {
    zh: '机器把接听判成语音信箱、应答机或传真的电话，按比例随机抽取，请听录音判断接听的究竟是谁。机器当时的把握不显示，以免影响判断。抽取与时段、号码、坐席都无关，所以算出的比例不偏；每通电话被抽中的概率随电话一起保存。较早的营业日先判，同一天内顺序随机。只听到机器留言（含提示音、彩铃后的语音）算机器；有人应答，哪怕只有一声“喂”，算真人；听不清就选听不清，不计入误判率，单独列出。',
    en: 'Calls the machine took for a voicemail, an answering machine or a fax are drawn by lot; please say by ear who answered. How sure the machine was stays unsaid, so that it sways nobody. The lot knows no hour, number or agent, so the shares are unbiased; the probability each call was drawn with is kept with it. Earlier business days come first, within a day the order is random. Only a recorded voice, or tones: a machine. Somebody answering, if only with one “hello?”: a person. Where it cannot be told, say so: it counts for neither side and is shown apart.',
  },
  whoAnswered: { zh: '接听的是谁？', en: 'Who answered?' },
  judgeKeys: {
    zh: '按 1 真人、2 机器、3 听不清；Z 撤销上一次判定。空格播放或暂停。',
    en: 'Press 1 for a person, 2 for a machine, 3 if it cannot be told; Z takes the last one back. Space plays or pauses.',
  },
  toJudge: { zh: '待判', en: 'To be judged' },
  onTheWay: { zh: '录音在途', en: 'Recording on its way' },
  missing: { zh: '录音缺失', en: 'Recording missing' },
  missingHelp: {
    zh: '没能保存下来，或已按规定删除；不计入误判率',
    en: 'Never came, or deleted as the rules say; not part of the rate',
  },
  notRecorded: { zh: '没有录音', en: 'Not recorded' },
  notRecordedHelp: {
    zh: '“通话中检测”使用通话的录音；项目规则没有录的，无从判定',
    en: 'Detection while they talk uses the recording of the conversation; what the campaign does not record cannot be judged',
  },
  judgedToday: { zh: '我今天已判', en: 'Judged by me today' },
  answeredAt: { zh: '接听时间', en: 'Answered at' },
  campaign: { zh: '外呼项目', en: 'Campaign' },
  allCampaigns: { zh: '全部项目', en: 'All campaigns' },
  undo: { zh: '撤销', en: 'Take back' },
  undone: { zh: '已撤销，可重新判定', en: 'Taken back, to be judged again' },
  lastJudged: { zh: '上一通', en: 'The last one' },
  mine: { zh: '我判定过的', en: 'Judged by me' },
  noneJudged: { zh: '您还没有判定过电话', en: 'You have judged none yet' },
  correct: { zh: '更正判定', en: 'Correct what was judged' },
  corrected: { zh: '判定已更正', en: 'Corrected' },
  history: { zh: '判定经过', en: 'How it was judged' },
  takenBack: { zh: '撤销', en: 'Taken back' },
  nothingDrawing: {
    zh: '正在运行的项目都没有打开语音信箱检测，或每日抽检数为 0，所以没有可判的电话。在项目的“拨号与主叫”一步可以设置。',
    en: 'No running campaign has machine detection on with audits above 0, so there is nothing to judge. Both are set in the step “Dialling & caller id” of a campaign.',
  },
  nothingDrawnYet: {
    zh: '还没有抽中的电话：机器判成语音信箱后按比例随机抽取，请稍后再来。',
    en: 'Nothing drawn yet: calls are drawn by lot as the machine takes them for voicemails. Come back a little later.',
  },
  onTheWayOnly: {
    zh: '抽中的电话录音还在传送，稍后自动出现。',
    en: 'Recordings of the drawn calls are on their way and will appear by themselves.',
  },
  nothingToHear: {
    zh: '抽中的电话没有可听的录音：可能没有录音，也可能录音缺失。请查看录音保存状况和项目的录音规则。',
    en: 'The drawn calls have no recording to hear: none was ordered, or it is missing. See how recordings are kept and what the campaign records.',
  },
  allJudged: { zh: '抽中的电话都判完了。', en: 'All drawn calls are judged.' },
  toResults: { zh: '看检测结果', en: 'See the results' },
  toJudging: { zh: '去抽检', en: 'To the audit' },

  results: { zh: '语音信箱检测', en: 'Machine detection' },
  resultsHelp: {
    zh: '按项目和周（周一至周日，按职场营业日与时区）。误判率 = 被当作机器的真人 ÷ 全部接听的真人 = pM ÷（pM＋P）：p 是机器判定中的真人占比，M 是判成机器的电话数，P 是接听了、未判成机器的电话数。P 中没认出的机器无从得知，所以误判率只会略微偏低。机器判定中的真人占比 p = 判为真人 ÷（判为真人＋判为机器），按抽中概率的倒数加权，“听不清”不计入，单独列出。下方是 95% 区间（p 用 Wilson 法，误判率由 p 的上下限换算）和判定数 n。推算真人数 = p × M。客户多等：接通坐席前检测时，等于机器判断所需的时间；通话中检测和不检测都是 0。',
    en: 'By campaign and week (Monday to Sunday, by the business days and zone of the site). False positives = persons taken for machines ÷ all persons who answered = pM ÷ (pM + P): p is the share of persons among machines, M the calls taken for machines, P the answered calls that were not. Machines that went unnoticed among P are not known, so the rate is, if anything, a little low. Persons among machines, p = judged persons ÷ (judged persons + judged machines), weighted by 1 ÷ the probability of being drawn; “cannot be told” is left out and shown apart. Below stand the 95% interval (Wilson’s of p; that of the rate follows from it) and n, the calls judged. Persons, estimated = p × M. The customer waits: with detection before an agent joins, as long as the machine takes; while they talk, and with no detection, 0.',
  },
  noResults: {
    zh: '这段时间没有项目做语音信箱检测',
    en: 'No campaign looked for machines in this time',
  },
  exportCsv: { zh: '导出 CSV', en: 'Export CSV' },
  exportName: { zh: '语音信箱检测', en: 'machine-detection' },
  weeks: { zh: '周', en: 'Weeks' },
  week: { zh: '周（周一）', en: 'Week of' },
  site: { zh: '职场', en: 'Site' },
  timeZone: { zh: '时区', en: 'Time zone' },
  mode: { zh: '检测方式', en: 'Way of listening' },
  answered: { zh: '接听', en: 'Answered' },
  machine: { zh: '判成机器', en: 'Taken for machines' },
  machineHelp: { zh: '语音信箱、应答机和传真', en: 'Voicemails, answering machines and faxes' },
  notMachine: { zh: '未判成机器', en: 'Not taken for machines' },
  notMachineHelp: {
    zh: '接听了、机器没有判成语音信箱、应答机或传真的电话，作为接听的真人计入误判率的分母；没认出的机器也在其中',
    en: 'Answered and not taken for a machine or a fax: counted as persons below the line of the rate; machines that went unnoticed are among them',
  },
  unsure: { zh: '判断不清', en: 'Machine unsure' },
  unsureHelp: { zh: '按真人处理', en: 'Dealt with as persons' },
  unsureShare: { zh: '判断不清占比', en: 'Share unsure' },
  undecided: { zh: '未及判断', en: 'Undecided' },
  undecidedHelp: {
    zh: '机器判断之前客户已挂机，或已转给坐席',
    en: 'The customer was gone, or an agent with them, before the machine knew',
  },
  drawn: { zh: '抽中', en: 'Drawn' },
  judgedPerson: { zh: '判为真人', en: 'Judged persons' },
  judgedMachine: { zh: '判为机器', en: 'Judged machines' },
  judgedUnclear: { zh: '听不清', en: 'Cannot be told' },
  waiting: { zh: '待判', en: 'To be judged' },
  judged: { zh: '已判', en: 'Judged' },
  rate: { zh: '误判率（真人被当作机器）', en: 'False positives (persons taken for machines)' },
  rateHelp: {
    zh: '被当作机器的真人（推算）÷ 全部接听的真人。业内通常要求不超过 1–5%；接通坐席前检测时，这些真人被挂断，一些法规计为呼损',
    en: 'Persons taken for machines (estimated) ÷ all persons who answered. 1–5% is usually tolerated; with detection before an agent joins they were hung up on, and some laws count them as abandoned',
  },
  share: { zh: '机器判定中的真人占比', en: 'Persons among machines' },
  shareHelp: {
    zh: '判成机器的电话中，抽检听出是真人的占比；与误判率的分母不同',
    en: 'Of the calls taken for machines, the share the audit heard to be persons; not of the same whole as the rate',
  },
  shareLow: { zh: '真人占比下限', en: 'Persons among machines, low' },
  shareHigh: { zh: '真人占比上限', en: 'Persons among machines, high' },
  rateLow: { zh: '误判率下限', en: 'False positives, low' },
  rateHigh: { zh: '误判率上限', en: 'False positives, high' },
  persons: { zh: '推算真人数', en: 'Persons, estimated' },
  personsHelp: {
    zh: '被判成机器的电话中真人的推算数；接通坐席前检测时，这些客户被挂断了',
    en: 'Persons among the calls taken for machines, estimated; with detection before an agent joins these were hung up on',
  },
  known: { zh: '判断用时 p50 / p95', en: 'Knows after, p50 / p95' },
  waits: { zh: '客户多等 p50 / p95', en: 'Customer waits, p50 / p95' },
  waitsHelp: { zh: '不检测：0 毫秒', en: 'With no detection: 0 ms' },
  knownP50: { zh: '判断用时 p50（毫秒）', en: 'Knows after, p50 (ms)' },
  knownP95: { zh: '判断用时 p95（毫秒）', en: 'Knows after, p95 (ms)' },
  waitsP50: { zh: '客户多等 p50（毫秒）', en: 'Customer waits, p50 (ms)' },
  waitsP95: { zh: '客户多等 p95（毫秒）', en: 'Customer waits, p95 (ms)' },
  ms: { zh: '毫秒', en: 'ms' },
  cases: { zh: '判定数 n', en: 'Judged, n' },
  heardAs: { zh: '机器判断', en: 'The machine heard' },
  after: { zh: '用时', en: 'After' },
  chance: { zh: '抽中概率', en: 'Chance' },
  verdict: { zh: '人工判定', en: 'Judged' },
  judgedBy: { zh: '判定人', en: 'Judged by' },
  judgedAt: { zh: '判定时间', en: 'Judged at' },
  recording: { zh: '录音', en: 'Recording' },
  call: { zh: '通话', en: 'Call' },
  open: { zh: '打开', en: 'Open' },
  calls: { zh: '电话', en: 'Calls' },
  noCalls: { zh: '没有这样的电话', en: 'No such calls' },

  lastDays: { zh: '最近 30 天', en: 'The last 30 days' },
  panelHelp: {
    zh: '机器判断接听的是谁，要花客户的时间，也会看错。这里比较三种做法的代价，并给出抽检得到的误判率：接听的真人中有多少被当作机器。',
    en: 'Finding out who answered costs the customer time, and errs. Here is what each way costs, and how often, the audit says, persons who answered are taken for machines.',
  },
  now: { zh: '当前', en: 'Now' },
  audits: { zh: '每日抽检', en: 'Audits a day' },
  abandonRate: { zh: '呼损率', en: 'Abandon rate' },
  abandonWithEstimate: { zh: '呼损率（含误判估计）', en: 'Abandon rate with false positives' },
  abandonHelp: {
    zh: '最近 30 天的预测外呼。含误判估计：把被当作机器挂断的真人（推算）也算作呼损，分子分母都加上，一些法规这样要求（如英国）。',
    en: 'Predictive calls of the last 30 days. With false positives: persons hung up on as machines (estimated) count as abandoned, above and below the line, as some laws ask, the British for one.',
  },
  notAudited: { zh: '尚无判定', en: 'Not judged yet' },
  alarm: { zh: '误判率偏高：真人被当作机器', en: 'Too many persons are taken for machines' },
} as const satisfies Record<string, Words>

export const alarmHelp: WordsWith<{ low: string; rate: string; mode: ListeningMode }> = {
  zh: ({ low, rate, mode }) =>
    mode === 'before'
      ? `最近 30 天接听的真人中有 ${rate} 被当作机器，95% 区间下限 ${low} 已高于 5%。建议改为“通话中检测”，这样不会挂断真人；或关闭检测；若检测程序可以调整，放长判断为机器的门限。`
      : `最近 30 天接听的真人中有 ${rate} 被当作机器，95% 区间下限 ${low} 已高于 5%。坐席看到的提示常常是错的，建议关闭检测，或放长判断为机器的门限，并提醒坐席以听到的为准。`,
  en: ({ low, rate, mode }) =>
    mode === 'before'
      ? `Over the last 30 days ${rate} of the persons who answered were taken for machines; even the low end of the 95% interval, ${low}, is above 5%. Detect while they talk instead, which hangs up on nobody, or turn detection off; where the detector can be tuned, lengthen what it takes for a greeting.`
      : `Over the last 30 days ${rate} of the persons who answered were taken for machines; even the low end of the 95% interval, ${low}, is above 5%. The hint agents see is often wrong: turn detection off, or lengthen what the detector takes for a greeting, and let agents trust their ears.`,
}
export const judgedWords: WordsWith<{ heard: string; seconds: string }> = {
  zh: ({ heard, seconds }) => `机器当时判为${heard}，用时 ${seconds} 秒`,
  en: ({ heard, seconds }) => `The machine had heard: ${heard}, after ${seconds} s`,
}

export const verdictWords: Record<Verdict, Words> = {
  person: { zh: '真人', en: 'Person' },
  machine: { zh: '机器', en: 'Machine' },
  unclear: { zh: '听不清', en: 'Cannot be told' },
}
/** As the campaign calls them. */
export const listeningWords: Record<ListeningMode | 'off', Words> = machineWords
