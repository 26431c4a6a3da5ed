import type { Words, WordsWith } from '#contract/words.ts'
import type { PromptUseKind } from './prompt-contract.ts'
import type { LoudnessGrade } from './prompt-sound.ts'

/** The words of prompts. */
export const promptText = {
  prompts: { zh: '提示音', en: 'Prompts' },
  promptsHelp: {
    zh: '客户听到的、由系统播放的声音：无坐席接听时的告知、留给语音信箱的留言、录音提示音、语音流程里的提问。上传 WAV 或直接录音，系统会转成电话的音质并送到每个话务节点。',
    en: 'What customers hear from the system: the notice when nobody is free, messages left on tapes, announcements of recording, the questions of voice flows. Upload a WAV or record here; it is brought to what a telephone carries and given to every node.',
  },
  noPrompts: {
    zh: '还没有提示音。录一段或上传一个 WAV 文件，几秒钟后就能在通话里播放。',
    en: 'No prompts yet. Record one or upload a WAV file; seconds later calls can play it.',
  },
  add: { zh: '新增提示音', en: 'Add a prompt' },
  change: { zh: '修改', en: 'Change' },
  remove: { zh: '删除', en: 'Remove' },
  details: { zh: '详情', en: 'Details' },
  actions: { zh: '操作', en: 'Actions' },
  added: { zh: '提示音已新增', en: 'The prompt is there' },
  saved: { zh: '提示音已保存，新的通话开始播放', en: 'The prompt is saved; new calls hear it' },
  removed: { zh: '提示音已删除', en: 'The prompt is removed' },
  removeTitle: {
    zh: (title: string) => `删除提示音“${title}”？`,
    en: (title: string) => `Remove the prompt “${title}”?`,
  },
  removeBody: { zh: '历次版本也一并删除，不能恢复。', en: 'All its versions go as well and cannot be brought back.' },
  giveBackBody: {
    zh: '历次版本也一并删除，恢复系统自带的声音。',
    en: 'All its versions go as well, and the sound that comes with the system is heard again.',
  },
  changeTitle: { zh: (title: string) => `修改提示音：${title}`, en: (title: string) => `Change the prompt ${title}` },
  title: { zh: '名称', en: 'Title' },
  name: { zh: '代号', en: 'Code' },
  nameHelp: {
    zh: '话务系统按代号播放，定下后不再改变。',
    en: 'What the telephone system plays it by; it never changes.',
  },
  words: { zh: '说的内容', en: 'What is said' },
  wordsZh: { zh: '说的内容（中文）', en: 'What is said (Chinese)' },
  wordsEn: { zh: '说的内容（英文）', en: 'What is said (English)' },
  wordsHelp: {
    zh: '写下录音里的话，方便查找和核对；系统不检查录音是否这样说。',
    en: 'The words of the sound, to be found and checked by; nobody checks that the sound says so.',
  },
  sound: { zh: '声音', en: 'Sound' },
  length: { zh: '时长', en: 'Length' },
  loudness: { zh: '音量', en: 'Loudness' },
  loudnessHelp: {
    zh: '说话部分的平均音量，以满刻度为 0 dB。−33 dB 以下在街上听不清；“破音”是录得太响，波形顶端被削掉。',
    en: 'Average of where somebody speaks, full scale being 0 dB. Below −33 dB it cannot be made out on a street; “clipped” was recorded too loud, and the tops of the wave are cut off.',
  },
  uses: { zh: '用于', en: 'Used by' },
  noUses: { zh: '未使用', en: 'Not used' },
  moreUses: { zh: (count: number) => `另有 ${count} 处`, en: (count: number) => `${count} more` },
  changedBy: { zh: '最近修改', en: 'Last changed' },
  version: { zh: '版本', en: 'Version' },
  versions: { zh: '历次版本', en: 'Versions' },
  takeBack: { zh: '恢复此版本', en: 'Take this one again' },
  builtIn: { zh: '系统自带', en: 'Comes with the system' },
  upload: { zh: '上传声音文件', en: 'Upload a file' },
  record: { zh: '用话筒录音', en: 'Record' },
  stop: { zh: (seconds: number) => `停止录音（${seconds} 秒）`, en: (seconds: number) => `Stop (${seconds} s)` },
  soundHelp: {
    zh: 'WAV 文件，或浏览器能打开的 MP3、M4A；0.3 秒到 3 分钟。转成电话音质（8 kHz）后在这里试听。',
    en: 'A WAV file, or an MP3 or M4A the browser can open; 0.3 seconds to 3 minutes. What you hear here is what the telephone plays (8 kHz).',
  },
  soundMissing: { zh: '请上传或录制声音', en: 'Upload or record a sound' },
  uploading: { zh: (percent: number) => `上传 ${percent}%`, en: (percent: number) => `Uploading ${percent}%` },
  working: { zh: '正在转换…', en: 'Being converted…' },
  noMicrophone: {
    zh: '打不开话筒：请在浏览器里允许使用话筒，并确认已插好',
    en: 'The microphone cannot be opened: allow it in the browser and see that it is plugged in',
  },
  cannotPlay: { zh: '无法播放', en: 'Cannot be played' },
  play: { zh: '试听', en: 'Hear' },
  delivered: { zh: '所有话务节点都已有全部提示音', en: 'Every telephone node has every prompt' },
  lacking: {
    zh: ({ node, count }: { node: string; count: number }) => `节点 ${node} 还缺 ${count} 条提示音，客户在那里听不到`,
    en: ({ node, count }: { node: string; count: number }) =>
      `Prompts that node ${node} lacks, so that customers there hear nothing: ${count}`,
  },
  lackingHelp: {
    zh: (address: string) =>
      `节点从 ${address} 取提示音，每 30 秒再试一次。节点在别的机器上时，请用 CARILLON_PROMPTS_ADDRESS 设为节点能访问的地址，并在防火墙放行。`,
    en: (address: string) =>
      `Nodes fetch prompts from ${address} and try again every 30 seconds. Where they are other machines, set CARILLON_PROMPTS_ADDRESS to an address they can reach and open the firewall for it.`,
  },
  choose: { zh: '选择提示音', en: 'Choose a prompt' },
  ofTheNode: { zh: '节点上的文件', en: 'A file on the nodes' },
  none: { zh: '无', en: 'None' },
  library: { zh: '到提示音页上传或录制', en: 'Upload or record on the page of prompts' },
} as const satisfies Record<string, Words | WordsWith<never>>

export const gradeWords: Record<LoudnessGrade, Words> = {
  good: { zh: '合适', en: 'Good' },
  quiet: { zh: '太轻', en: 'Too quiet' },
  clipped: { zh: '破音', en: 'Clipped' },
}
export const gradeAdvice: Record<Exclude<LoudnessGrade, 'good'>, Words> = {
  quiet: {
    zh: '声音太轻，客户在街上听不清。请靠近话筒或调高音量后重录；也可以照样保存。',
    en: 'It is too quiet to be made out on a street. Move closer or turn the level up and record again; it may be saved as it is.',
  },
  clipped: {
    zh: '录得太响，声音破了。请离话筒远一些或调低音量后重录；也可以照样保存。',
    en: 'It was recorded too loud and is distorted. Move away or turn the level down and record again; it may be saved as it is.',
  },
}
export const useKindWords: Record<PromptUseKind, Words> = {
  seller: { zh: '销售主体的告知', en: 'Message of a seller' },
  message: { zh: '留言', en: 'Message on tapes' },
  announcement: { zh: '录音提示音', en: 'Announcement of recording' },
  flow: { zh: '语音流程', en: 'Voice flow' },
  house: { zh: '无人能接续的通话', en: 'Conversations nobody can go on with' },
}
