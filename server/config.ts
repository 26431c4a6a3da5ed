import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { type AsteriskNodeSetting, AsteriskNodes } from './asterisk-nodes.ts'

const flag = z.enum(['0', '1', 'true', 'false']).transform((said) => said === '1' || said === 'true')
const port = z.coerce.number().int().min(0).max(65_535)
const knownRoles = ['web', 'worker', 'telephony'] as const
export type ProcessRole = (typeof knownRoles)[number]

const usualStateDir = process.getuid?.() === 0 ? '/var/lib/carillon' : join(homedir(), '.local', 'share', 'carillon')

/** Every setting of the product. The environment is read here, once, and nowhere else. */
const Settings = z.object({
  CARILLON_HOST: z.string().default('127.0.0.1'),
  CARILLON_PORT: port.default(7300),
  CARILLON_ROLES: z
    .string()
    .default('web,worker,telephony')
    .transform((said) => said.split(',').map((role) => role.trim()))
    .pipe(z.array(z.enum(knownRoles)).min(1)),
  CARILLON_STATE_DIR: z.string().default(usualStateDir),
  CARILLON_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Unsaid: an empty database becomes a demo centre, and its accounts are shown on this machine only. */
  CARILLON_DEMO: flag.optional(),
  CARILLON_SEED: z.coerce.number().int().default(7),
  CARILLON_SPEED: z.coerce.number().positive().max(1000).default(1),
  /** Whom we dial through: a network in memory in which nobody is rung, or Asterisk. */
  CARILLON_TELEPHONY: z.enum(['simulator', 'asterisk']).default('simulator'),
  CARILLON_ASTERISK_NODES: AsteriskNodes.optional(),
  /** What the lines to the telephone network carry; unsaid: whatever is asked of them. */
  CARILLON_LINES: z.coerce.number().int().min(1).optional(),
  CARILLON_CALLS_PER_SECOND: z.coerce.number().positive().max(10_000).optional(),
  CARILLON_SECURE_COOKIES: flag.default(false),
  CARILLON_UPLOAD_LIMIT_MB: z.coerce.number().int().min(1).max(4096).default(200),
  CARILLON_ADMIN_PASSWORD: z.string().min(10).optional(),
  /** The mail server reports go out through, such as smtps://user:password@host:465, and who they come from. */
  CARILLON_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://')
    .optional(),
  CARILLON_MAIL_FROM: z.string().min(3).optional(),
  /** `off`: nothing is recorded, whatever the policies of campaigns say. */
  CARILLON_RECORDING: z.enum(['on', 'off']).default('on'),
  /** Where sealed recordings lie; unsaid: below the state folder. Processes that share the work share this folder. */
  CARILLON_RECORDINGS_DIR: z.string().optional(),
  /** Left free on that disk; below it recordings wait with the telephone system. */
  CARILLON_RECORDINGS_LEAVE_FREE_MB: z.coerce.number().int().min(0).default(2048),
  /** With less free than that a disk is told to be nearly full. */
  CARILLON_DISK_WARN_PERCENT: z.coerce.number().min(0).max(90).default(10),
  /** Master keys, base64 of 32 bytes each, the current one first, with commas between; unsaid: a file in the state folder. */
  CARILLON_RECORDING_KEYS: z
    .string()
    .transform((said) => said.split(',').map((key) => key.trim()))
    .refine((keys) => keys.every((key) => Buffer.from(key, 'base64').length === 32), 'each must be 32 bytes in base64')
    .optional(),
  /** Where the packages of the voice model are installed, if they are. */
  CARILLON_SPEECH_DIR: z.string().optional(),
  /** Where other processes of ours reach this one; needed only when roles are split over machines. */
  CARILLON_ADDRESS: z.url().optional(),
  /** Where telephone nodes fetch prompts, such as http://10.0.0.5:7300; unsaid: CARILLON_ADDRESS, or this machine's own. */
  CARILLON_PROMPTS_ADDRESS: z
    .url({ protocol: /^https?$/ })
    .transform((said) => said.replace(/\/+$/, ''))
    .optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional(),
  DATABASE_OWNER_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional(),
})

export type Config = {
  host: string
  port: number
  roles: readonly ProcessRole[]
  stateDir: string
  logLevel: string
  demo: boolean | undefined
  seed: number
  speed: number
  telephony: { kind: 'simulator' } | { kind: 'asterisk'; nodes: readonly AsteriskNodeSetting[] }
  /** Most calls up at once and ordered in a second, over all campaigns; null for no limit. */
  lines: number | null
  callsPerSecond: number | null
  secureCookies: boolean
  uploadLimit: number
  adminPassword: string | undefined
  address: string | undefined
  promptsAddress: string | undefined
  /** With less than that share of it free people are told of a disk. */
  diskWarnPercent: number
  /** What is recorded at all, where it lies, and what opens it. */
  recordings: {
    isOn: boolean
    folder: string
    leaveFreeBytes: number
    keys: readonly string[] | undefined
    keyFile: string
    speechFolder: string
  }
  /** Absent: nothing goes out by mail, and the page that would send says so. */
  mail: { url: string; sender: string } | undefined
  /** Absent: the product starts its own Postgres in the state folder. */
  database: { url: string; ownerUrl: string } | undefined
}

/** Reads the settings, or throws one error that lists everything wrong with them. */
export const readConfig = (environment: Record<string, string | undefined> = process.env): Config => {
  const read = Settings.superRefine((said, check) => {
    // Others must be told an address they can reach, and "all addresses" is none.
    if (said.CARILLON_HOST === '0.0.0.0' && !said.CARILLON_ADDRESS && said.CARILLON_ROLES.length < knownRoles.length)
      check.addIssue({
        code: 'custom',
        path: ['CARILLON_ADDRESS'],
        message: 'needed when roles are split and CARILLON_HOST is 0.0.0.0',
      })
    if (said.CARILLON_TELEPHONY === 'asterisk' && !said.CARILLON_ASTERISK_NODES)
      check.addIssue({ code: 'custom', path: ['CARILLON_ASTERISK_NODES'], message: 'needed to reach Asterisk' })
    if (said.CARILLON_TELEPHONY === 'asterisk' && said.CARILLON_SPEED !== 1)
      check.addIssue({ code: 'custom', path: ['CARILLON_SPEED'], message: 'a real telephone network keeps real time' })
    if (Boolean(said.CARILLON_SMTP_URL) !== Boolean(said.CARILLON_MAIL_FROM))
      check.addIssue({
        code: 'custom',
        path: [said.CARILLON_SMTP_URL ? 'CARILLON_MAIL_FROM' : 'CARILLON_SMTP_URL'],
        message: 'mail needs both a server and a sender',
      })
  }).safeParse(environment)
  if (!read.success) {
    const wrong = read.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`)
    throw new Error(`配置有误 / these settings are wrong:\n${wrong.join('\n')}`)
  }
  const said = read.data
  return {
    host: said.CARILLON_HOST,
    port: said.CARILLON_PORT,
    roles: said.CARILLON_ROLES,
    stateDir: resolve(said.CARILLON_STATE_DIR),
    logLevel: said.CARILLON_LOG,
    demo: said.CARILLON_DEMO,
    seed: said.CARILLON_SEED,
    speed: said.CARILLON_SPEED,
    telephony:
      said.CARILLON_TELEPHONY === 'asterisk'
        ? { kind: 'asterisk', nodes: said.CARILLON_ASTERISK_NODES ?? [] }
        : { kind: 'simulator' },
    lines: said.CARILLON_LINES ?? null,
    callsPerSecond: said.CARILLON_CALLS_PER_SECOND ?? null,
    secureCookies: said.CARILLON_SECURE_COOKIES,
    uploadLimit: said.CARILLON_UPLOAD_LIMIT_MB * 1024 * 1024,
    adminPassword: said.CARILLON_ADMIN_PASSWORD,
    address: said.CARILLON_ADDRESS,
    promptsAddress: said.CARILLON_PROMPTS_ADDRESS,
    diskWarnPercent: said.CARILLON_DISK_WARN_PERCENT,
    recordings: {
      isOn: said.CARILLON_RECORDING === 'on',
      folder: resolve(said.CARILLON_RECORDINGS_DIR ?? join(said.CARILLON_STATE_DIR, 'recordings')),
      leaveFreeBytes: said.CARILLON_RECORDINGS_LEAVE_FREE_MB * 1024 * 1024,
      keys: said.CARILLON_RECORDING_KEYS,
      keyFile: join(resolve(said.CARILLON_STATE_DIR), 'recordings.keys'),
      speechFolder: resolve(said.CARILLON_SPEECH_DIR ?? join(said.CARILLON_STATE_DIR, 'speech')),
    },
    mail:
      said.CARILLON_SMTP_URL && said.CARILLON_MAIL_FROM
        ? { url: said.CARILLON_SMTP_URL, sender: said.CARILLON_MAIL_FROM }
        : undefined,
    database: said.DATABASE_URL
      ? { url: said.DATABASE_URL, ownerUrl: said.DATABASE_OWNER_URL ?? said.DATABASE_URL }
      : undefined,
  }
}

/** The settings of a program that fixes some of them itself, and has its own usual value for others. */
export const readConfigAround = (usual: Record<string, string>, fixed: Record<string, string>): Config =>
  readConfig({ ...usual, ...process.env, ...fixed })

/** What a program we start finds around it: what we found, but for what is fixed. */
export const environmentWith = (fixed: Record<string, string>): NodeJS.ProcessEnv => ({ ...process.env, ...fixed })
