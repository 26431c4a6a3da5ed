import { z } from 'zod'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { Done, defineContract } from '#contract/route.ts'
import { plainText } from '#contract/text.ts'
import { Instant } from '#contract/when.ts'
import { diskStates, diskUses } from './disk.ts'
import { isTrunkAddress, transports } from './trunk.ts'

export const trunkPermissions = definePermissions('telephony', {
  readTrunks: {
    zh: '查看中继',
    en: 'See trunks',
    roles: ['supervisor', 'campaignManager', 'director', 'administrator'],
  },
  manageTrunks: { zh: '维护中继', en: 'Keep trunks', roles: ['administrator'] },
})

export const trunkRefusals = defineRefusals('telephony', {
  noSuchTrunk: {
    status: 404,
    text: { zh: '没有这条中继，可能已被他人删除', en: 'No such trunk; somebody may have removed it' },
  },
  trunkNameTaken: { status: 409, text: { zh: '已有名为“{name}”的中继', en: 'A trunk is called “{name}” already' } },
  trunkChanged: {
    status: 409,
    text: {
      zh: '这条中继已被他人修改，请刷新后重试',
      en: 'Somebody changed this trunk meanwhile; refresh and try again',
    },
  },
  trunkNeedsPassword: {
    status: 400,
    text: { zh: '填了登录名就要填密码', en: 'A login name needs a password' },
  },
  trunkPasswordAnew: {
    status: 400,
    text: {
      zh: '地址、传输方式或登录名改了，请重新输入密码：原密码不会发往新的地方',
      en: 'The address, transport or login is another: type the password anew, for the old one is not sent elsewhere',
    },
  },
  trunkPasswordAlone: {
    status: 400,
    text: { zh: '只填了密码，没有登录名', en: 'There is a password but no login name' },
  },
  trunkRegistersWithoutLogin: {
    status: 400,
    text: { zh: '向运营商注册需要登录名和密码', en: 'Registering needs a login name and a password' },
  },
  trunkLimitWithoutPrice: {
    status: 400,
    text: {
      zh: '设每日话费上限前，请先填每分钟价格',
      en: 'A limit for the cost of a day needs a price per minute',
    },
  },
  trunkCannotDial: {
    status: 400,
    text: {
      zh: '号码都以 + 开头，+ 不能落在前缀之后：加前缀时，“去掉的开头”要以 + 起头；若不止 +，“只允许的号段”也要全部以它起头',
      en: 'Numbers begin with +, which cannot stand after a prefix: what is taken off must begin with +, and if it is more than +, every allowed beginning must start with it',
    },
  },
  trunkInUse: {
    status: 409,
    text: {
      zh: '中继“{name}”上还有 {calls} 路通话。请先停用，等通话结束后再删除',
      en: '{calls} calls are up on “{name}”. Switch it off, and remove it when they have ended',
    },
  },
  trunkIsOn: {
    status: 409,
    text: { zh: '请先停用中继“{name}”再删除', en: 'Switch “{name}” off before you remove it' },
  },
})

const Address = z.string().trim().max(259).refine(isTrunkAddress, { message: 'neither a host nor host:port' })
const Dialled = z
  .string()
  .trim()
  .regex(/^\+?[0-9*#]{0,20}$/)
const Password = z
  .string()
  .max(128)
  .regex(/^[\x20-\x7e]*$/)

const Settings = z.object({
  address: Address,
  transport: z.enum(transports).default('udp'),
  /** Empty: the carrier knows us by our address. */
  loginUser: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9._+-]{0,80}$/)
    .default(''),
  /** Empty: the one typed before stays. It is never told again. */
  password: Password.default(''),
  registers: z.boolean().default(false),
  prefix: Dialled.default(''),
  strip: z
    .string()
    .trim()
    .regex(/^\+?[0-9]{0,20}$/)
    .default(''),
  channels: z.int().min(1).max(100_000).nullable().default(null),
  callsPerSecond: z.int().min(1).max(10_000).nullable().default(null),
  allowedPrefixes: z
    .array(
      z
        .string()
        .trim()
        .regex(/^\+[0-9]{1,15}$/),
    )
    .max(50)
    .default([])
    .transform((all) => [...new Set(all)].sort()),
  /** A call of whose customer no sound at all comes for so long has ended; null: 60 s. */
  silentSeconds: z.int().min(10).max(3600).nullable().default(null),
  /** In the money of the centre, for each minute that has begun; null: not known. */
  pricePerMinute: z.number().min(0.0001).max(1000).multipleOf(0.0001).nullable().default(null),
  /** Once its calls of a day have come to this, none more are placed over it until the next; null: no limit. */
  dailyCostLimit: z.number().min(0.01).max(10_000_000).multipleOf(0.01).nullable().default(null),
})
export type TrunkSettings = z.output<typeof Settings>
export const TrunkForm = Settings.extend({
  /** Stays for good: calls are written down under it. */
  name: plainText(40).transform((name) => name.trim()),
  isOn: z.boolean().default(false),
})
export type TrunkForm = z.output<typeof TrunkForm>

/** A line to a carrier as people see it: all of it but the password. */
export const TrunkView = z.object({
  id: z.uuid(),
  name: z.string(),
  address: z.string(),
  transport: z.enum(transports),
  loginUser: z.string(),
  passwordSetAt: Instant.nullable(),
  registers: z.boolean(),
  prefix: z.string(),
  strip: z.string(),
  channels: z.int().nullable(),
  callsPerSecond: z.int().nullable(),
  allowedPrefixes: z.array(z.string()),
  silentSeconds: z.int().nullable(),
  pricePerMinute: z.number().nullable(),
  dailyCostLimit: z.number().nullable(),
  isOn: z.boolean(),
  version: z.int(),
})
export type TrunkView = z.output<typeof TrunkView>

export const nodeTroubles = ['password', 'takenOver', 'away'] as const
export type NodeTrouble = (typeof nodeTroubles)[number]
export const breakerStates = ['closed', 'open', 'trying'] as const
export type BreakerState = (typeof breakerStates)[number]

/** A disk of the centre; `freeBytes` is what may still be written, null where this machine does not know. */
export const Disk = z.object({
  of: z.enum(diskUses),
  /** Of `spool`: the telephony node; else null. */
  node: z.string().nullable(),
  freeBytes: z.int().nullable(),
  totalBytes: z.int().nullable(),
  state: z.enum(diskStates),
})
export type Disk = z.output<typeof Disk>

/** How the telephone system does at this moment, and the disks it needs. */
export const TelephoneHealth = z.object({
  /** True: nobody is rung, and trunks limit what the simulation calls. */
  isSimulated: z.boolean(),
  nodes: z.array(
    z.object({
      name: z.string(),
      isUp: z.boolean(),
      calls: z.int(),
      headsets: z.int(),
      /** Most calls placed on it at once; null: as many as come. */
      mostCalls: z.int().nullable(),
      since: Instant.nullable(),
      /** Why it is not up: our password is not its own, another process commands it, or it does not answer. */
      trouble: z.enum(nodeTroubles).nullable(),
    }),
  ),
  trunks: z.array(
    z.object({
      name: z.string(),
      calls: z.int(),
      breaker: z.enum(breakerStates),
      /** Of the orders of the last minute, those the carrier refused with a network fault. */
      refused: z.int(),
      placed: z.int(),
      /** What it has cost today (Beijing), calls that are up included; null: nobody said what it costs. */
      costToday: z.number().nullable(),
      /** Of its calls of today those whose end nobody heard: they are counted until last known to be up. */
      unheardToday: z.int(),
      /** It has cost what it may today: nothing more is placed over it until tomorrow. */
      isSpent: z.boolean(),
    }),
  ),
  disks: z.array(Disk),
  /** When a recording last broke off by itself, as on a full disk; null: not within the last hour. */
  recordingBrokeOffAt: Instant.nullable(),
})
export type TelephoneHealth = z.output<typeof TelephoneHealth>

export const trunkSteps = ['name', 'reach', 'transport', 'login', 'register', 'answer'] as const
/** What a look at a trunk found, in the order it was looked at; `found` in the carrier's own words. */
export const TrunkFindings = z.object({
  isSimulated: z.boolean(),
  at: Instant,
  steps: z.array(z.object({ step: z.enum(trunkSteps), isRight: z.boolean(), found: z.string() })),
})
export type TrunkFindings = z.output<typeof TrunkFindings>

const Named = z.object({ trunkId: z.uuid() })
const { readTrunks, manageTrunks } = trunkPermissions
const ofSettings = [
  trunkRefusals.trunkNeedsPassword,
  trunkRefusals.trunkPasswordAlone,
  trunkRefusals.trunkRegistersWithoutLogin,
  trunkRefusals.trunkCannotDial,
  trunkRefusals.trunkLimitWithoutPrice,
] as const

export const trunkContract = defineContract({
  listTrunks: {
    method: 'GET',
    path: '/trunks',
    title: { zh: '中继', en: 'Trunks' },
    permission: readTrunks,
    reply: z.array(TrunkView),
  },
  addTrunk: {
    method: 'POST',
    path: '/trunks',
    title: { zh: '新增中继', en: 'Add a trunk' },
    permission: manageTrunks,
    body: TrunkForm,
    reply: TrunkView,
    refusals: [trunkRefusals.trunkNameTaken, ...ofSettings],
  },
  changeTrunk: {
    method: 'PUT',
    path: '/trunks/{trunkId}',
    title: { zh: '修改中继', en: 'Change a trunk' },
    permission: manageTrunks,
    params: Named,
    body: Settings.extend({ version: z.int() }),
    reply: TrunkView,
    refusals: [trunkRefusals.noSuchTrunk, trunkRefusals.trunkChanged, trunkRefusals.trunkPasswordAnew, ...ofSettings],
  },
  switchTrunk: {
    method: 'POST',
    path: '/trunks/{trunkId}/switch',
    title: { zh: '启用或停用中继', en: 'Switch a trunk on or off' },
    permission: manageTrunks,
    params: Named,
    body: z.object({ isOn: z.boolean(), version: z.int() }),
    reply: TrunkView,
    refusals: [trunkRefusals.noSuchTrunk, trunkRefusals.trunkChanged],
  },
  removeTrunk: {
    method: 'DELETE',
    path: '/trunks/{trunkId}',
    title: { zh: '删除中继', en: 'Remove a trunk' },
    permission: manageTrunks,
    params: Named,
    reply: Done,
    refusals: [trunkRefusals.noSuchTrunk, trunkRefusals.trunkIsOn, trunkRefusals.trunkInUse],
    runsOn: 'telephony',
  },
  checkTrunk: {
    method: 'POST',
    path: '/trunks/{trunkId}/check',
    title: { zh: '检查中继', en: 'Check a trunk' },
    permission: manageTrunks,
    params: Named,
    reply: TrunkFindings,
    refusals: [trunkRefusals.noSuchTrunk],
    runsOn: 'telephony',
  },
  getTelephoneHealth: {
    method: 'GET',
    path: '/telephone-health',
    title: { zh: '话务实时状态', en: 'How the telephone system does' },
    permission: readTrunks,
    reply: TelephoneHealth,
    runsOn: 'telephony',
  },
})
