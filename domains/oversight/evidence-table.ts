import type { Words } from '#contract/words.ts'
import { outcomeWords } from '#domains/calls/text.ts'
import {
  complaintNumber,
  sourceWords as complaintSources,
  stateWords as complaintStates,
  topicWords as complaintTopics,
} from '#domains/complaints/text.ts'
import { gateWords, reasonWords, sayBlock } from '#domains/compliance/text.ts'
import type { Evidence } from './evidence-contract.ts'

/** What a cell says: words in the reader's language, a moment, or text as it stands. */
export type Cell = { words: Words } | { at: string | null } | string | number
export type Section<K extends keyof Evidence = keyof Evidence> = {
  key: K
  title: Words
  none: Words
  columns: readonly Words[]
  rows: (evidence: Evidence) => Cell[][]
}

const asWords = (code: string): Words => ({ zh: code, en: code })
const known = (words: Readonly<Record<string, Words>>, code: string): Cell => ({ words: words[code] ?? asWords(code) })
const outcomeOf = (code: string): Cell => ({ words: outcomeWords(code) ?? asWords(code) })

const modes: Record<string, Words> = {
  manual: { zh: '手动', en: 'Manual' },
  preview: { zh: '预览', en: 'Preview' },
  progressive: { zh: '渐进', en: 'Progressive' },
  predictive: { zh: '预测', en: 'Predictive' },
}
const noRecording: Words = { zh: '无录音', en: 'No recording on file' }
const seconds = (ms: number): number => Math.round(ms / 1000)

const calls: Section<'calls'> = {
  key: 'calls',
  title: { zh: '通话', en: 'Calls' },
  none: { zh: '没有通话', en: 'No calls' },
  columns: [
    { zh: '呼叫时间', en: 'Placed at' },
    { zh: '被叫号码', en: 'Number called' },
    { zh: '外呼项目', en: 'Campaign' },
    { zh: '坐席', en: 'Agent' },
    { zh: '通话秒数', en: 'Talk seconds' },
    { zh: '结果', en: 'Outcome' },
    { zh: '录音', en: 'Recording' },
    { zh: '主叫号码', en: 'Caller id' },
    { zh: '销售主体', en: 'Seller' },
    { zh: '法域', en: 'Jurisdiction' },
    { zh: '方式', en: 'Mode' },
    { zh: '第几次', en: 'Attempt' },
    { zh: '接通时间', en: 'Answered at' },
    { zh: '结束时间', en: 'Ended at' },
    { zh: '通话编号', en: 'Call id' },
  ],
  rows: (evidence) =>
    evidence.calls.map((call) => [
      { at: call.placedAt },
      call.number,
      call.campaignName,
      call.agentName,
      seconds(call.talkMs),
      outcomeOf(call.outcome),
      call.recording ?? { words: noRecording },
      call.callerId,
      call.sellerName,
      call.jurisdiction,
      known(modes, call.mode),
      call.attemptNumber,
      { at: call.answeredAt },
      { at: call.endedAt },
      call.id,
    ]),
}
const scripts: Section<'calls'> = {
  key: 'calls',
  title: { zh: '话术与名单来源', en: 'Script and where the number came from' },
  none: { zh: '没有通话', en: 'No calls' },
  columns: [
    { zh: '呼叫时间', en: 'Placed at' },
    { zh: '话术版本', en: 'Script version' },
    { zh: '当时的开场白', en: 'Opening words of that version' },
    { zh: '名单', en: 'List' },
    { zh: '供应商', en: 'Supplier' },
    { zh: '导入文件', en: 'File imported' },
    { zh: '导入时间', en: 'Imported at' },
  ],
  rows: (evidence) =>
    evidence.calls.map((call) => [
      { at: call.placedAt },
      `v${call.scriptVersion}`,
      call.openingWords,
      call.listName,
      call.supplier,
      call.fileName,
      { at: call.importedAt },
    ]),
}
const consent: Section<'consent'> = {
  key: 'consent',
  title: { zh: '同意记录', en: 'Consent' },
  none: { zh: '没有同意或撤回的记录', en: 'No consent, given or withdrawn, is on record' },
  columns: [
    { zh: '时间', en: 'At' },
    { zh: '内容', en: 'What' },
    { zh: '用途', en: 'Purpose' },
    { zh: '渠道', en: 'Channel' },
    { zh: '来源', en: 'Source' },
    { zh: '凭证', en: 'Proof' },
    { zh: '登记时间', en: 'Noted at' },
    { zh: '登记人', en: 'Noted by' },
  ],
  rows: (evidence) =>
    evidence.consent.map((word) => [
      { at: word.at },
      known(gateWords.consentAct, word.act),
      known(gateWords.consentPurpose, word.purpose),
      known(gateWords.consentChannel, word.channel),
      { words: reasonWords(word.source) },
      word.evidence,
      { at: word.notedAt },
      word.byName,
    ]),
}
const doNotCall: Section<'doNotCall'> = {
  key: 'doNotCall',
  title: { zh: '禁呼记录', en: 'Do-not-call' },
  none: { zh: '没有禁呼记录', en: 'Never on the do-not-call list' },
  columns: [
    { zh: '生效时间', en: 'Since' },
    { zh: '号码', en: 'Number' },
    { zh: '类型', en: 'Kind' },
    { zh: '原因', en: 'Reason' },
    { zh: '凭证', en: 'Proof' },
    { zh: '告知坐席', en: 'Said to' },
    { zh: '截止', en: 'Until' },
    { zh: '解除时间', en: 'Ended at' },
    { zh: '解除原因', en: 'Why ended' },
  ],
  rows: (evidence) =>
    evidence.doNotCall.map((entry) => [
      { at: entry.since },
      entry.number,
      known(gateWords.doNotCallKind, entry.kind),
      { words: reasonWords(entry.reason) },
      entry.proof,
      entry.saidToName,
      { at: entry.until },
      { at: entry.endedAt },
      entry.endedReason,
    ]),
}
const blocks: Section<'blocks'> = {
  key: 'blocks',
  title: { zh: '拦截记录', en: 'Dials held back' },
  none: { zh: '没有被拦截的拨打', en: 'No dial was held back' },
  columns: [
    { zh: '首次', en: 'First' },
    { zh: '最近', en: 'Last' },
    { zh: '次数', en: 'Times' },
    { zh: '外呼项目', en: 'Campaign' },
    { zh: '原因', en: 'Why' },
  ],
  rows: (evidence) =>
    evidence.blocks.map((block) => [
      { at: block.at },
      { at: block.lastAt },
      block.count,
      block.campaignName,
      { words: sayBlock(block.rule, block.params) },
    ]),
}
const complaints: Section<'complaints'> = {
  key: 'complaints',
  title: { zh: '投诉', en: 'Complaints' },
  none: { zh: '没有投诉', en: 'No complaints' },
  columns: [
    { zh: '编号', en: 'Number' },
    { zh: '收到时间', en: 'Received' },
    { zh: '来源', en: 'Source' },
    { zh: '事由', en: 'Topic' },
    { zh: '状态', en: 'State' },
    { zh: '答复时限', en: 'Answer by' },
    { zh: '答复时间', en: 'Answered at' },
    { zh: '处理人', en: 'Handled by' },
  ],
  rows: (evidence) =>
    evidence.complaints.map((complaint) => [
      complaintNumber(complaint.number),
      { at: complaint.receivedAt },
      known(complaintSources, complaint.source),
      known(complaintTopics, complaint.topic),
      known(complaintStates, complaint.state),
      { at: complaint.dueAt },
      { at: complaint.answeredAt },
      complaint.responsibleName,
    ]),
}

/** The file of evidence, part by part: what the page shows, the HTML prints and each CSV holds. */
export const sections: readonly (Section & { file: string })[] = [
  { ...calls, file: 'calls' },
  { ...scripts, file: 'scripts-and-lists' },
  { ...consent, file: 'consent' },
  { ...doNotCall, file: 'do-not-call' },
  { ...blocks, file: 'blocks' },
  { ...complaints, file: 'complaints' },
]
