import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { withClient } from '#platform/postgres/client.ts'
import { emptyDatabase } from '#platform/postgres/test-cluster.ts'
import { describeWithData } from '#tools/test/data-sets.ts'
import { readConfig } from '../config.ts'
import { demoPassword } from '../setup/demo-centre.ts'
import { openReplay } from './open.ts'
import { readPastCampaign } from './past-campaign.ts'
import { replayCampaign } from './run.ts'

/** What the file itself says, read without any of our code. */
const truthOf = async (file: string, rows: number) => {
  const truth = { records: 0, attempts: 0, connected: 0, talkSeconds: 0, successes: 0 }
  let columns: string[] | undefined
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const cells = line.replaceAll('"', '').split(';')
    if (!columns) {
      columns = cells
      continue
    }
    if (truth.records === rows) break
    const cell = (name: string): string => cells[columns?.indexOf(name) ?? -1] ?? ''
    truth.records++
    truth.attempts += Number(cell('campaign'))
    truth.talkSeconds += Number(cell('duration'))
    if (Number(cell('duration')) > 0) truth.connected++
    if (cell('y') === 'yes') truth.successes++
  }
  return truth
}

type Figures = Awaited<ReturnType<typeof replayCampaign>>
const replay = async (
  file: string,
  rows: number,
  then: (ground: Parameters<typeof openReplay>[1]) => Promise<void> = async () => {},
): Promise<Figures> => {
  const home = await emptyDatabase()
  try {
    const past = await readPastCampaign(file, { rows, seed: 7 })
    const named = (url: string, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href
    const urlOf = (name: string) => ({ url: named(home.appUrl, name), ownerUrl: named(home.ownerUrl, name) })
    const figures = await replayCampaign(config, {
      ownerUrl: home.ownerUrl,
      urlOf,
      past,
      agents: 60,
      seed: 7,
      speed: 'max',
      onProgress: () => {},
    })
    await then({ ownerUrl: home.ownerUrl, urlOf, say: () => {} })
    return figures
  } finally {
    await withClient(home.ownerUrl, (client) => client.query('drop database if exists carillon_replay'))
    await home.drop()
  }
}

const config = readConfig({ CARILLON_STATE_DIR: '/nonexistent', CARILLON_PORT: '0', CARILLON_LOG: 'error' })
/** Signs in as anybody would who was told the accounts, and asks. */
const askAs = async (address: string, loginName: string, path: string): Promise<unknown> => {
  const session = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ loginName, password: demoPassword }),
  })
  expect(session.status).toBe(200)
  const cookie = session.headers.getSetCookie().map((line) => line.split(';')[0])
  const answer = await fetch(`${address}/api${path}`, { headers: { cookie: cookie.join('; ') } })
  expect(answer.status).toBe(200)
  return answer.json()
}

describeWithData('bank-marketing', 'a finished campaign worked through the product again', (folder) => {
  const file = join(folder, 'bank-additional-full.csv')

  test('comes to the same figures in the product’s own measures, to the last call and second', {
    timeout: 300_000,
  }, async () => {
    const truth = await truthOf(file, 2500)
    const { totals, funnel } = await replay(file, 2500, async (ground) => {
      const opened = await openReplay(config, ground)
      const { address = '' } = opened ?? {}
      const month = await askAs(address, 'director', '/boards/centre?period=month')
      expect(month).toMatchObject({ campaigns: [{ reached: truth.successes, target: truth.successes }] })
      for (const [who, path] of [
        ['leader', '/boards/team'],
        ['agent', '/boards/own'],
      ] as const)
        await askAs(address, who, path)
      await opened?.stop()
    })
    expect(totals).toEqual({ ...truth, inCallSuccessRate: truth.successes / truth.connected })
    expect(funnel).toMatchObject({
      records: truth.records,
      dialled: truth.records,
      connected: truth.connected,
      succeeded: truth.successes,
    })
  })

  test('does so for all 41,188 records', { timeout: 1_500_000 }, async () => {
    const { totals } = await replay(file, Number.MAX_SAFE_INTEGER)
    expect(totals).toEqual({
      records: 41_188,
      attempts: 105_754,
      connected: 41_184,
      talkSeconds: 10_638_243,
      successes: 4640,
      inCallSuccessRate: 4640 / 41_184,
    })
  })
})

test('a file of another kind is refused with the line that shows it', async () => {
  await expect(readPastCampaign(join(import.meta.dirname, 'past-campaign.ts'), { rows: 10, seed: 1 })).rejects.toThrow(
    'columns missing',
  )
})

test('a file that is not there is said so', async () => {
  await expect(readPastCampaign('/nowhere/at-all.csv', { rows: 10, seed: 1 })).rejects.toThrow('ENOENT')
})
