import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { vi } from 'vitest'
import type { Behaviour } from '#adapters/simulator/call-script.ts'
import { chanceOf } from '#adapters/simulator/chance.ts'
import { simulator } from '#adapters/simulator/simulator.ts'
import { type RoleCode, usualScope } from '#contract/role.ts'
import type { Locale, Words } from '#contract/words.ts'
import { hashPassword } from '#domains/access/server/public.ts'
import { seedEmployee, seedSite, seedTeam } from '#domains/people/server/public.ts'
import type { Worker } from '#domains/presence/server/public.ts'
import { hireStaff, type Staff } from '#domains/simulation/server/public.ts'
import type { TelephonyPort } from '#domains/telephony/server/public.ts'
import { wallClock } from '#platform/clock.ts'
import { type Context, systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { logger } from '#platform/log.ts'
import { freshDatabase } from '#platform/postgres/test-cluster.ts'
import { compose } from '#server/compose.ts'
import { readConfig } from '#server/config.ts'
import { browserFlags, findBrowser } from '#tools/test/browser.ts'

/** On a busy machine the telephones may just be between two owners. */
const engineOf = <T extends object>(centre: { engine: () => T }): Promise<T> =>
  vi.waitUntil(
    () => {
      try {
        return centre.engine()
      } catch {
        return undefined
      }
    },
    { timeout: 30_000, interval: 200 },
  )

export const password = 'Journey through 7'
export const sizes = { laptop: { width: 1366, height: 768 }, desktop: { width: 1920, height: 1080 } } as const

/** What people called things; in the language of the journey, so that words left untranslated stand out. */
export const siteName: Words = { zh: '上海职场', en: 'Shanghai' }
export const teamName: Words = { zh: '一班', en: 'Team One' }
const colleague: Words = { zh: '同事', en: 'Colleague ' }

export type JourneyCentre = Awaited<ReturnType<typeof openCentre>>

/**
 * A mobile number that is called like any other, at any hour: those of real segments are at home in China, where nobody is
 * called at night, whenever the journey runs.
 */
export const numberOf = (place: number): string => `142${10_000_000 + place * 7919}`

/** A zone in which it is now about eleven in the morning: customers may be called whenever the journey runs. */
const zoneOfLateMorning = (): string => {
  const ahead = 11 - new Date().getUTCHours()
  // The names of these zones count the other way round: Etc/GMT-8 is eight hours ahead of Greenwich.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

/** A site where it is late morning, a team, and a way to hire for it. */
export const foundPeople = async (ctx: Context, locale: Locale) => {
  const timeZone = zoneOfLateMorning()
  const siteId = await seedSite(ctx.db, { name: siteName[locale], timeZone })
  const teamId = await seedTeam(ctx.db, { siteId, name: teamName[locale] })
  const passwordHash = await hashPassword(password)
  let number = 0

  /** An employee of the team, or of another, with an account, ready to sign in. */
  const hire = async (loginName: string, name: string, post: RoleCode, inTeam: string = teamId): Promise<string> => {
    const id = newId(Date.now())
    const staffNumber = `E${String(++number).padStart(3, '0')}`
    await seedEmployee(ctx.db, { id, staffNumber, name, siteId, teamId: inTeam, post, endpoint: `seat-${staffNumber}` })
    await ctx.db
      .insertInto('access.account')
      .values({
        id,
        loginName,
        displayName: name,
        passwordHash,
        mustChangePassword: false,
        roles: [post],
        scope: usualScope[post],
        teamIds: [inTeam],
        siteIds: [siteId],
        locale,
      })
      .execute()
    return id
  }
  return { siteId, teamId, timeZone, hire }
}

/**
 * The real product for a journey: built pages, a fresh database, the simulated network at real speed, one site with a
 * team of eight, of which `seats` are people and the rest can be simulated.
 */
export const openCentre = async ({
  behaviour,
  locale,
  phones: real,
  flags = [],
}: {
  behaviour: Behaviour
  locale: Locale
  /** A real telephone system in place of the simulated one. */
  phones?: TelephonyPort
  flags?: readonly string[]
}) => {
  const database = await freshDatabase()
  const clock = wallClock()
  const simulated = simulator({ clock, seed: 3, behaviour })
  const urls = { url: database.appUrl, ownerUrl: database.ownerUrl }
  const folder = await mkdtemp(join(tmpdir(), 'carillon-journey-'))
  const centre = await compose(readConfig({ CARILLON_PORT: '0', CARILLON_STATE_DIR: folder }), {
    ...urls,
    clock,
    log: logger('error'),
    phones: real ?? simulated,
  })
  const ctx = systemContext(centre.base)
  const { siteId, teamId, timeZone, hire } = await foundPeople(ctx, locale)
  let seats = 0
  /** Simulated colleagues on the other seats, or on those of another team. */
  const colleagues = async (count: number, inTeam: string = teamId): Promise<Staff> => {
    const workers: Worker[] = []
    for (let hired = 0; hired < count; hired++) {
      const id = newId(Date.now())
      const seat = ++seats
      const staffNumber = `S${String(seat).padStart(3, '0')}`
      const worker = {
        id,
        name: `${colleague[locale]}${seat}`,
        staffNumber,
        teamId: inTeam,
        siteId,
        endpoint: `seat-${staffNumber}`,
      }
      await seedEmployee(ctx.db, worker)
      workers.push(worker)
    }
    const staff = hireStaff({
      ...(await engineOf(centre)),
      hear: simulated.heard,
      chance: chanceOf('journey'),
      wrapUp: { mean: 4, sd: 1 },
    })
    await staff.comeIn(workers)
    return staff
  }

  const address = await centre.start()
  const browser = await chromium.launch({ executablePath: findBrowser() ?? '', args: [...browserFlags, ...flags] })
  return {
    address,
    siteId,
    teamId,
    timeZone,
    locale,
    hire,
    colleagues,
    /** The simulated network, where no real one stands in its place. */
    network: simulated,
    engine: centre.engine,
    base: centre.base,
    ctx,
    browser,
    close: async () => {
      await browser.close()
      await centre.stop()
      clock.stop()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type Visitor = { page: Page; context: BrowserContext; troubles: string[]; leave(): Promise<void> }

/** A person who opens a browser and signs in with the form, as anybody would; console errors are kept as troubles. */
export const arrive = async (
  {
    browser,
    address,
    locale,
    password: secret = password,
    isStill = false,
  }: {
    browser: Browser
    address: string
    locale: Locale
    password?: string
    /** Nothing slides or fades: who only looks need not wait for it. */
    isStill?: boolean
  },
  loginName: string,
  size: { width: number; height: number } = sizes.laptop,
): Promise<Visitor> => {
  const context = await browser.newContext({
    viewport: size,
    locale: locale === 'zh' ? 'zh-CN' : 'en-GB',
    reducedMotion: isStill ? 'reduce' : 'no-preference',
  })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(String(error)))
  page.on('console', (message) => {
    // Asking who one is before signing in is answered 401, which browsers print; a build server has no loudspeaker.
    if (message.type() === 'error' && !/401|error from the audio device/.test(message.text()))
      troubles.push(`${message.text()} ${message.location().url}`.trim())
  })
  await page.goto(address)
  await page.getByLabel(locale === 'zh' ? '账号' : 'Login name', { exact: true }).fill(loginName)
  await page.getByLabel(locale === 'zh' ? '密码' : 'Password', { exact: true }).fill(secret)
  await page.getByRole('button', { name: locale === 'zh' ? /登\s*录/ : 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  return { page, context, troubles, leave: () => context.close() }
}
