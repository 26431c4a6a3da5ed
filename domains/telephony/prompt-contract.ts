import { z } from 'zod'
import { definePermissions, openToAll } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { Done, defineContract, file } from '#contract/route.ts'
import { plainText, remark } from '#contract/text.ts'
import { Instant } from '#contract/when.ts'
import { loudnessGrades } from './prompt-sound.ts'
import { wavCodings } from './wav.ts'

export const promptPermissions = definePermissions('telephony', {
  readPrompts: {
    zh: '查看和试听提示音',
    en: 'See and hear prompts',
    roles: [
      'supervisor',
      'campaignManager',
      'director',
      'qualityAnalyst',
      'recruiter',
      'complianceOfficer',
      'administrator',
    ],
  },
  managePrompts: {
    zh: '维护提示音',
    en: 'Keep prompts',
    roles: ['campaignManager', 'recruiter', 'complianceOfficer', 'administrator'],
  },
})

export const promptRefusals = defineRefusals('telephony', {
  noSuchPrompt: {
    status: 404,
    text: { zh: '没有这条提示音，可能已被他人删除', en: 'No such prompt; somebody may have removed it' },
  },
  noSuchSound: {
    status: 404,
    text: { zh: '没有这段声音，请重新上传或录制', en: 'This sound is not here; upload or record it again' },
  },
  promptNameTaken: {
    status: 409,
    text: { zh: '已有名为“{title}”的提示音', en: 'A prompt is called “{title}” already' },
  },
  promptChanged: {
    status: 409,
    text: {
      zh: '这条提示音已被他人修改，请刷新后重试',
      en: 'Somebody changed this prompt meanwhile; refresh and try again',
    },
  },
  promptInUse: {
    status: 409,
    text: {
      zh: '“{title}”正在使用，不能删除：{uses}',
      en: '“{title}” is in use and cannot be removed: {uses}',
    },
  },
  notWav: {
    status: 400,
    text: {
      zh: '这不是 WAV 声音文件。请另存为 WAV 再上传，或直接在浏览器里录音',
      en: 'This is no WAV file. Save it as WAV, or record in the browser',
    },
  },
  cutShort: {
    status: 400,
    text: {
      zh: '文件不完整，声音被截断了，请重新导出后上传',
      en: 'The file is cut short; export it again and upload it',
    },
  },
  noSound: { status: 400, text: { zh: '文件里没有声音', en: 'There is no sound in this file' } },
  unknownCoding: {
    status: 400,
    text: {
      zh: '不认识这种编码。可用的有：PCM（8、16、24、32 位）、浮点、A 律、μ 律，最多 8 个声道',
      en: 'This coding is not known. PCM (8, 16, 24, 32 bits), float, A-law and µ-law with up to 8 channels are',
    },
  },
  strangeRate: {
    status: 400,
    text: { zh: '采样率须在 4 kHz 到 192 kHz 之间', en: 'The sampling rate must lie between 4 kHz and 192 kHz' },
  },
  tooShort: { status: 400, text: { zh: '声音太短，至少 0.3 秒', en: 'The sound is too short: 0.3 seconds at least' } },
  tooLong: {
    status: 400,
    text: {
      zh: '声音太长，最长 3 分钟（文件不超过 40 MB）',
      en: 'The sound is too long: three minutes at most (a file of 40 MB)',
    },
  },
  silent: {
    status: 400,
    text: {
      zh: '几乎听不到声音，请检查话筒后重新录制',
      en: 'Next to nothing can be heard; check the microphone and record again',
    },
  },
})

/** The name of a sound: SHA-256 of its A-law bytes, in hexadecimal. */
const SoundName = z.string().regex(/^[0-9a-f]{64}$/)
/** What the telephone system and flows know a prompt by; it stays for good. */
export const PromptName = z.string().regex(/^[a-z0-9][a-z0-9-]{1,78}[a-z0-9]$/)
/**
 * A prompt of one's own, or a sound that stands on the telephone nodes, with its folder. Never an address, which a node
 * would fetch wherever it leads, nor a way out of its folder of sounds.
 */
export const playableName = /^[\w-]+(?:[./][\w-]+)*$/
/** The prompt somebody chose to be played; empty: none. */
export const ChosenPrompt = z
  .string()
  .trim()
  .max(80)
  .regex(new RegExp(`^$|${playableName.source}`))

const Loudness = {
  milliseconds: z.int().min(0),
  /** In dB below full scale. */
  peakDb: z.number(),
  speechDb: z.number(),
  grade: z.enum(loudnessGrades),
}

export const UploadedSound = z.object({
  sound: SoundName,
  ...Loudness,
  from: z.object({ coding: z.enum(wavCodings), channels: z.int(), rate: z.int(), bits: z.int() }),
})
export type UploadedSound = z.output<typeof UploadedSound>

/** Who plays a prompt. `label` is their own name, `path` the page it is chosen on; `house`: we ourselves, both empty. */
export const promptUseKinds = ['seller', 'message', 'announcement', 'flow', 'house'] as const
export type PromptUseKind = (typeof promptUseKinds)[number]
export const PromptUse = z.object({
  kind: z.enum(promptUseKinds),
  label: z.string(),
  path: z.string().nullable(),
})
export type PromptUse = z.output<typeof PromptUse>

export const PromptView = z.object({
  name: z.string(),
  title: z.string(),
  /** What is said, to be read. */
  wordsZh: z.string(),
  wordsEn: z.string(),
  /** Null: it comes with the telephone system and cannot be heard here. */
  sound: SoundName.nullable(),
  ...Loudness,
  changedByName: z.string(),
  changedAt: Instant.nullable(),
  version: z.int(),
  uses: z.array(PromptUse),
})
export type PromptView = z.output<typeof PromptView>

const Form = z.object({
  title: plainText(60).transform((title) => title.trim()),
  wordsZh: remark(2000).default(''),
  wordsEn: remark(2000).default(''),
  sound: SoundName,
})
export const PromptForm = Form.extend({
  /** Unsaid: one is made up. */
  name: PromptName.optional(),
})
export type PromptForm = z.output<typeof PromptForm>
export type PromptChange = z.output<typeof Form> & { version: number }

export const PromptVersion = z.object({
  version: z.int(),
  sound: SoundName,
  ...Loudness,
  wordsZh: z.string(),
  wordsEn: z.string(),
  savedAt: Instant,
  savedByName: z.string(),
})
export type PromptVersion = z.output<typeof PromptVersion>

/** How prompts get to the telephone nodes, which may be other machines. */
export const PromptDelivery = z.object({
  isSimulated: z.boolean(),
  /** Where nodes fetch them; null: not known. */
  address: z.string().nullable(),
  /** `missing`: prompts, by name, that this node could not fetch. */
  nodes: z.array(z.object({ name: z.string(), isUp: z.boolean(), missing: z.array(z.string()) })),
})
export type PromptDelivery = z.output<typeof PromptDelivery>

const { readPrompts, managePrompts } = promptPermissions
const Named = z.object({ name: z.string().max(80) })
const { noSuchPrompt, noSuchSound, promptNameTaken, promptChanged, promptInUse, ...ofSound } = promptRefusals

export const promptContract = defineContract({
  listPrompts: {
    method: 'GET',
    path: '/prompts',
    title: { zh: '提示音', en: 'Prompts' },
    permission: readPrompts,
    reply: z.array(PromptView),
  },
  uploadPromptSound: {
    method: 'POST',
    path: '/prompt-sounds',
    title: { zh: '上传一段声音', en: 'Upload a sound' },
    permission: managePrompts,
    body: file,
    reply: UploadedSound,
    refusals: Object.values(ofSound),
  },
  playPromptSound: {
    method: 'GET',
    path: '/prompt-sounds/{sound}',
    title: { zh: '试听一段声音', en: 'Hear a sound' },
    permission: readPrompts,
    params: z.object({ sound: SoundName }),
    reply: file,
    refusals: [noSuchSound],
  },
  addPrompt: {
    method: 'POST',
    path: '/prompts',
    title: { zh: '新增提示音', en: 'Add a prompt' },
    permission: managePrompts,
    body: PromptForm,
    reply: PromptView,
    refusals: [noSuchSound, promptNameTaken],
  },
  changePrompt: {
    method: 'PUT',
    path: '/prompts/{name}',
    title: { zh: '修改或替换提示音', en: 'Change or replace a prompt' },
    permission: managePrompts,
    params: Named,
    body: Form.extend({ version: z.int() }),
    reply: PromptView,
    refusals: [noSuchPrompt, noSuchSound, promptNameTaken, promptChanged],
  },
  removePrompt: {
    method: 'DELETE',
    path: '/prompts/{name}',
    title: { zh: '删除提示音', en: 'Remove a prompt' },
    permission: managePrompts,
    params: Named,
    reply: Done,
    refusals: [noSuchPrompt, promptInUse],
  },
  listPromptVersions: {
    method: 'GET',
    path: '/prompts/{name}/versions',
    title: { zh: '提示音的历次版本', en: 'Versions of a prompt' },
    permission: readPrompts,
    params: Named,
    reply: z.array(PromptVersion),
    refusals: [noSuchPrompt],
  },
  getPromptDelivery: {
    method: 'GET',
    path: '/prompt-delivery',
    title: { zh: '提示音是否已送达话务节点', en: 'Whether telephone nodes have the prompts' },
    permission: readPrompts,
    reply: PromptDelivery,
    runsOn: 'telephony',
  },
  /** For telephone nodes, which have no session: whoever knows the name of the sound knows the sound. */
  fetchPromptSound: {
    method: 'GET',
    path: '/telephone-sounds/{file}',
    title: { zh: '话务节点取提示音', en: 'A telephone node fetches a prompt' },
    permission: openToAll,
    params: z.object({ file: z.string().regex(/^[0-9a-f]{64}\.alaw$/) }),
    reply: file,
    refusals: [noSuchSound],
  },
})
export const {
  listPrompts,
  uploadPromptSound,
  playPromptSound,
  addPrompt,
  changePrompt,
  removePrompt,
  listPromptVersions,
  getPromptDelivery,
} = promptContract
