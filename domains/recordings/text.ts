import type { Words, WordsWith } from '#contract/words.ts'
import type { RecordingMode } from './policy.ts'
import type { SpeechMethod } from './speech.ts'

/** Words of recordings. */
export const text = {
  recordings: { zh: '录音', en: 'Recordings' },
  recording: { zh: '录音', en: 'Recording' },
  exportName: { zh: '录音清单', en: 'recordings' },
  help: {
    zh: '每一通有录音的通话一行，最新在前。打开一行即可播放；每次收听都会留下记录。静音占比指双方都不说话的时间占整段录音的比例。',
    en: 'One row for each conversation that was recorded, the newest first. Open a row to play it; every listening is on record. The silence share is the part of a recording in which nobody speaks.',
  },
  noneYet: { zh: '还没有录音', en: 'No recordings yet' },
  placedAt: { zh: '呼叫时间', en: 'Placed at' },
  period: { zh: '呼叫日期', en: 'Placed' },
  campaign: { zh: '外呼项目', en: 'Campaign' },
  customer: { zh: '客户', en: 'Customer' },
  number: { zh: '号码', en: 'Number' },
  team: { zh: '班组', en: 'Team' },
  agent: { zh: '坐席', en: 'Agent' },
  outcome: { zh: '结果', en: 'Outcome' },
  outcomeKind: { zh: '结果类型', en: 'Kind of outcome' },
  state: { zh: '状态', en: 'State' },
  length: { zh: '时长', en: 'Length' },
  leastSeconds: { zh: '最短（秒）', en: 'At least (s)' },
  mostSeconds: { zh: '最长（秒）', en: 'At most (s)' },
  leastSilence: { zh: '静音不少于（%）', en: 'Silence from (%)' },
  mostSilence: { zh: '静音不多于（%）', en: 'Silence up to (%)' },
  silenceShare: { zh: '静音占比', en: 'Silence share' },
  longestSilence: { zh: '最长静音', en: 'Longest silence' },
  agentShare: { zh: '坐席说话占比', en: 'Agent speaks' },
  seconds: { zh: '录音秒数', en: 'Seconds' },
  agentSeconds: { zh: '坐席说话秒数', en: 'Agent speaks, seconds' },
  customerSeconds: { zh: '客户说话秒数', en: 'Customer speaks, seconds' },
  overlapSeconds: { zh: '重叠秒数', en: 'Both at once, seconds' },
  silenceSeconds: { zh: '静音秒数', en: 'Silence, seconds' },
  longestSilenceSeconds: { zh: '最长静音秒数', en: 'Longest silence, seconds' },
  excellent: { zh: '优秀录音', en: 'Excellent' },
  comments: { zh: '留言', en: 'Comments' },
  commented: { zh: '有留言', en: 'Commented' },
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  exportCsv: { zh: '导出 CSV', en: 'Export CSV' },
  openCall: { zh: '打开通话', en: 'Open the call' },

  // The player.
  player: { zh: '录音播放器', en: 'Player' },
  play: { zh: '播放', en: 'Play' },
  stop: { zh: '暂停', en: 'Pause' },
  back: { zh: '后退 5 秒', en: 'Back 5 s' },
  forward: { zh: '前进 5 秒', en: 'On 5 s' },
  speed: { zh: '速度', en: 'Speed' },
  skipSilence: { zh: '跳过静音', en: 'Skip silence' },
  volume: { zh: '音量', en: 'volume' },
  customerVolume: { zh: '客户音量', en: 'Volume of the customer' },
  agentVolume: { zh: '坐席音量', en: 'Volume of the agent' },
  position: { zh: '播放位置', en: 'Position' },
  keys: {
    zh: '空格播放或暂停，← → 前后 5 秒，↑ ↓ 变速，C 在此留言',
    en: 'Space plays or pauses, ← → move 5 s, ↑ ↓ change the speed, C comments here',
  },
  download: { zh: '下载', en: 'Take out' },
  overlap: { zh: '重叠', en: 'Both at once' },
  silence: { zh: '静音', en: 'Silence' },
  speaksShare: { zh: '说话', en: 'speaks' },
  notHeardYet: {
    zh: '说话与静音统计将在一两分钟内生成',
    en: 'Who spoke how long is worked out within a minute or two',
  },
  paused: { zh: '录音暂停', en: 'Recording paused' },
  onHold: { zh: '保持', en: 'On hold' },
  taken: { zh: '取回', en: 'Taken back' },
  transferred: { zh: '转接', en: 'Transferred' },
  marks: { zh: '标记', en: 'Marks' },
  noMarks: { zh: '没有标记', en: 'No marks' },
  end: { zh: '通话结束', en: 'End of the call' },
  commentHere: { zh: '在此留言', en: 'Comment here' },
  commentHint: { zh: '这一秒值得说的话', en: 'What there is to say about this second' },
  write: { zh: '留言', en: 'Write' },
  removeComment: { zh: '删除留言', en: 'Take the comment back' },
  noComments: {
    zh: '还没有留言。播放到要说的那一秒，按 C。',
    en: 'No comments yet. Stop at the second you mean and press C.',
  },
  markExcellent: { zh: '标为优秀录音', en: 'Mark as excellent' },
  unmark: { zh: '取消优秀录音', en: 'No longer excellent' },
  whyExcellent: { zh: '好在哪里（大家能学到什么）', en: 'What others can learn from it' },
  listenFor: { zh: '收听原因', en: 'What do you listen for?' },
  listenForHint: { zh: '例如：每周抽检、客户投诉核实', en: 'For example: weekly sample, checking a complaint' },
  listenNow: { zh: '开始收听', en: 'Listen' },
  listened: { zh: '收听记录', en: 'Who listened' },
  listenedBy: { zh: '收听人', en: 'Listener' },
  listenedAt: { zh: '时间', en: 'When' },
  listenedFor: { zh: '原因', en: 'What for' },
  listenedTo: { zh: '收听片段', en: 'Seconds heard' },
  kind: { zh: '方式', en: 'How' },
  kindListen: { zh: '收听', en: 'Listened' },
  kindDownload: { zh: '下载', en: 'Taken out' },
  nobodyListened: { zh: '还没有人收听过', en: 'Nobody has listened yet' },
  cannotPlay: { zh: '浏览器无法播放这段录音，请重试', en: 'The browser could not play this recording; try again' },

  // Why there is nothing to hear.
  notOrdered: { zh: '这通电话没有安排录音。', en: 'No recording was ordered for this call.' },
  underWay: {
    zh: '通话正在录音，结束后可以收听。',
    en: 'The call is being recorded; it can be heard when it is over.',
  },
  awaited: { zh: '录音正在从电话系统取回。', en: 'The recording is being fetched from the telephone system.' },
  storeFull: {
    zh: '录音存储空间已满：录音仍完整保存在电话系统中，腾出空间后会自动取回。',
    en: 'There is no room for recordings: this one is safe with the telephone system and is fetched once there is room.',
  },
  providerAway: {
    zh: '电话系统暂时联系不上，恢复后会自动取回录音。',
    en: 'The telephone system cannot be reached just now; the recording is fetched once it can.',
  },
  notThere: {
    zh: '电话系统暂时没有这段录音，正在重试。',
    en: 'The telephone system does not have this recording yet; it is asked again.',
  },
  failed: {
    zh: '取回录音时出错，正在自动重试。',
    en: 'Fetching the recording failed; it is tried again.',
  },
  missing: {
    zh: '这通电话安排了录音，但电话系统没有交出任何声音。',
    en: 'A recording was ordered for this call, but the telephone system never gave any sound.',
  },
  goneRetention: { zh: '录音已超过保存期限，已删除。', en: 'The recording was past its time and has been deleted.' },
  goneErased: { zh: '录音已应客户要求删除。', en: 'The recording has been deleted at the wish of the customer.' },

  // Keeping.
  keeping: { zh: '保存状况', en: 'Keeping' },
  waiting: { zh: '待取回', en: 'Still to fetch' },
  keptCount: { zh: '已保存', en: 'Kept' },
  missingCount: { zh: '缺失', en: 'Missing' },
  spaceUsed: { zh: '占用', en: 'Takes' },
  spaceLeft: { zh: '剩余空间', en: 'Room left' },
  speechBy: { zh: '说话检测', en: 'Speech told by' },
  fullAlert: {
    zh: '录音存储空间已满。通话不受影响，录音留在电话系统中等待取回；请尽快腾出空间。',
    en: 'There is no room left for recordings. Calls go on and recordings wait with the telephone system; make room soon.',
  },
  troubleAlert: {
    zh: '有录音未能取回，正在自动重试。',
    en: 'Some recordings could not be fetched; they are tried again.',
  },

  // The policy.
  policy: { zh: '录音规则', en: 'Recording' },
  policyHelp: {
    zh: '修改只影响此后开始的通话；保存天数对已有录音同样有效，但不短于法定最少天数，投诉未结的不删。',
    en: 'A change holds for conversations that begin afterwards. Days count for what is kept already too, never fewer than the law asks, and nothing goes while a complaint about it is open.',
  },
  mode: { zh: '录音范围', en: 'What is recorded' },
  sharePercent: { zh: '录音比例（%）', en: 'Share of conversations (%)' },
  announcement: { zh: '录音提示音', en: 'Announcement' },
  announcementHelp: {
    zh: '接通时向客户播放的提示音。',
    en: 'The prompt customers hear when the conversation begins.',
  },
  noAnnouncement: { zh: '不播放', en: 'None' },
  mayPause: { zh: '允许坐席暂停录音', en: 'Agents may pause' },
  mayPauseHelp: {
    zh: '例如客户读卡号时。每次暂停都会记录并显示在波形上。',
    en: 'While a card number is read, for example. Every pause is on record and shown in the wave.',
  },
  asksReason: { zh: '收听须填写原因', en: 'Listeners say what for' },
  keepDays: { zh: '保存天数', en: 'Days kept' },
  keepUsual: { zh: '按法域规定', en: 'As the jurisdiction says' },
  keepByOutcome: { zh: '按结果类型', en: 'By kind of outcome' },
  addOutcome: { zh: '增加一种结果', en: 'Add an outcome' },
  days: { zh: '天', en: 'days' },
  change: { zh: '修改', en: 'Change' },
  saved: { zh: '已保存', en: 'Saved' },
  changedBy: { zh: '最近修改', en: 'Last changed' },
  nobodyChanged: { zh: '尚未修改，按默认', en: 'As usual; nobody changed it' },

  // At the desk.
  recordingOn: { zh: '录音中', en: 'Recording' },
  recordingPaused: { zh: '录音已暂停', en: 'Recording paused' },
  pauseRecording: { zh: '暂停录音', en: 'Pause the recording' },
  resumeRecording: { zh: '继续录音', en: 'Go on recording' },
} as const satisfies Record<string, Words>

export const stateWords: Record<'ordered' | 'awaited' | 'kept' | 'missing' | 'gone', Words> = {
  ordered: { zh: '录音中', en: 'Under way' },
  awaited: { zh: '取回中', en: 'Being fetched' },
  kept: { zh: '已保存', en: 'Kept' },
  missing: { zh: '缺失', en: 'Missing' },
  gone: { zh: '已删除', en: 'Deleted' },
}

export const modeWords: Record<RecordingMode, Words> = {
  all: { zh: '全部录音', en: 'Everything' },
  share: { zh: '按比例录音', en: 'A share' },
  none: { zh: '不录音', en: 'Nothing' },
}

export const methodWords: Record<SpeechMethod, Words> = {
  silero: { zh: 'Silero 语音检测模型', en: 'Silero voice model' },
  loudness: { zh: '音量阈值（未安装模型）', en: 'Loudness (no model installed)' },
}

/** How much of a conversation was not recorded, told by a length of time. */
export const partMissing: WordsWith<string> = {
  zh: (length) => `这段对话约有 ${length} 没有录到：话务节点的磁盘写满或中断，通话本身不受影响。`,
  en: (length) =>
    `About ${length} of this conversation was not recorded: the disk of a telephone node was full, or it broke down. The call itself went on.`,
}
