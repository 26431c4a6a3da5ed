import { randomBytes } from 'node:crypto'
import { asterisk } from '#adapters/asterisk/asterisk.ts'
import { bankProfile } from '#adapters/simulator/bank-profile.ts'
import { behaviourByDistribution } from '#adapters/simulator/distribution-behaviour.ts'
import { simulator } from '#adapters/simulator/simulator.ts'
import { createAccount } from '#domains/access/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import { scaledClock, wallClock } from '#platform/clock.ts'
import { systemContext } from '#platform/context.ts'
import { openDatabase } from '#platform/db.ts'
import { type Log, logger } from '#platform/log.ts'
import { migrate } from '#platform/migrate.ts'
import { buildScreens } from './build-screens.ts'
import { compose } from './compose.ts'
import type { Config } from './config.ts'
import type { Engine } from './engine.ts'
import { closeGround, type DatabaseGround, openGround } from './ground.ts'
import { callBackMissed, callRecruitingLine, surveyDemoCustomers } from './setup/demo-callers.ts'
import { demoBehaviour, demoPassword } from './setup/demo-centre.ts'
import { demoStaff, readDemoAccounts, seedDemo, supplyDemo } from './setup/seed-demo.ts'

type Say = (line: string) => void

export type CentreOptions = {
  say: Say
  /** Called each time the engine has opened, before anybody dials. */
  onEngine?: (engine: Engine) => Promise<void>
}

/** Starts a whole centre as the settings say, and answers how to stop it. */
export const runCentre = async (config: Config, { say, onEngine }: CentreOptions): Promise<() => Promise<void>> => {
  const began = performance.now()
  const log = logger(config.logLevel)
  const ground = await openGround(config, say)
  say('数据库就绪 / database ready')
  for (const name of await migrate(ground.ownerUrl)) say(`  + ${name}`)
  if (config.roles.includes('web')) await buildScreens(say)

  const isDemo = await foundOrFind(config, ground, { log, say })
  /** Printed passwords are for whoever sits at this machine, unless the operator asked for a public demo. */
  const showsAccounts = isDemo && (config.demo === true || ['127.0.0.1', '::1', 'localhost'].includes(config.host))

  const clock = config.speed === 1 ? wallClock() : scaledClock({ speed: config.speed, startAt: new Date() })
  const { phones, simulated } = openPhones(config, { clock, log, isDemo })
  const centre = await compose(config, {
    ...ground,
    clock,
    log,
    phones,
    ...(showsAccounts ? { demoAccounts: () => readDemoAccounts(systemContext(centre.base)) } : {}),
    onEngine: async (engine) => {
      await onEngine?.(engine)
      if (!isDemo) return
      if (simulated) await demoStaff(engine, simulated, config.seed)
      if (simulated) surveyDemoCustomers(engine, config.seed)
      if (simulated) callRecruitingLine(simulated, clock, config.seed)
      if (simulated) callBackMissed(simulated, engine, config.seed)
      supplyDemo(engine)
    },
  })
  const address = await centre.start()
  say(`\n钟鸣 Carillon  ${address}   (${((performance.now() - began) / 1000).toFixed(1)} s)`)
  if (isDemo && !showsAccounts)
    say(
      '注意：演示账号的密码是公开的，请勿对外开放 / note: demo passwords are public; do not open this centre to others',
    )
  if (showsAccounts) {
    const accounts = await readDemoAccounts(systemContext(centre.base))
    say(
      `演示账号 / demo accounts: ${accounts.map(({ loginName }) => loginName).join(', ')}\n密码 / password: ${demoPassword}`,
    )
  }
  return async () => {
    await centre.stop()
    clock.stop()
    await closeGround(ground)
  }
}

/** Runs until somebody stops it, and then stops in order; told once. */
export const stopOnSignal = (say: Say, stop: () => Promise<void>): void => {
  let leaving = false
  const leave = async (): Promise<void> => {
    if (leaving) return
    leaving = true
    say('正在停止 / stopping …')
    await stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void leave())
}

/** The telephone network the settings name. Whoever is simulated in a demo needs the simulated one. */
const openPhones = (config: Config, { clock, log, isDemo }: { clock: Clock; log: Log; isDemo: boolean }) => {
  if (config.telephony.kind === 'asterisk')
    return { phones: asterisk({ nodes: config.telephony.nodes, clock, log }), simulated: undefined }
  const behaviour = isDemo ? demoBehaviour : behaviourByDistribution({ profile: bankProfile })
  const simulated = simulator({ clock, seed: config.seed, behaviour })
  return { phones: simulated, simulated }
}

/** Fills an empty database, and answers whether this is a demo centre. */
const foundOrFind = async (
  config: Config,
  ground: DatabaseGround,
  { log, say }: { log: Log; say: Say },
): Promise<boolean> => {
  const { empty, demo } = await lookAround(ground)
  const wantsDemo = config.demo ?? true
  if (empty && wantsDemo) {
    say('首次启动，建立演示中心 / first start: founding the demo centre …')
    await seedDemo(config, ground, say)
  } else if (empty) await firstAdministrator(config, ground, { log, say })
  return wantsDemo && (demo || empty)
}

/** Whether anybody is here yet, and whether this is the demo centre. */
const lookAround = async (ground: DatabaseGround): Promise<{ empty: boolean; demo: boolean }> => {
  const database = openDatabase(ground.url, { poolSize: 1 })
  try {
    const accounts = await database.engine.selectFrom('access.account').select('demo').execute()
    return { empty: accounts.length === 0, demo: accounts.some((account) => account.demo) }
  } finally {
    await database.stop()
  }
}

/** A centre without demo begins with one administrator, whose first password must be changed at once. */
const firstAdministrator = async (
  config: Config,
  ground: DatabaseGround,
  { log, say }: { log: Log; say: Say },
): Promise<void> => {
  const database = openDatabase(ground.url, { poolSize: 1 })
  const password = config.adminPassword ?? randomBytes(12).toString('base64url')
  const ctx = systemContext({ database, now: () => new Date(), log })
  await createAccount(ctx, {
    loginName: 'admin',
    displayName: '管理员',
    password,
    roles: ['administrator'],
    scope: 'all',
    teamIds: [],
    siteIds: [],
  })
  await database.stop()
  say(`首个管理员 / first administrator: admin  ${config.adminPassword ? '(CARILLON_ADMIN_PASSWORD)' : password}`)
}
