import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { bankProfile } from '#adapters/simulator/bank-profile.ts'
import { behaviourByDistribution } from '#adapters/simulator/distribution-behaviour.ts'
import { simulator } from '#adapters/simulator/simulator.ts'
import { scaledClock, wallClock } from '#platform/clock.ts'
import { logger } from '#platform/log.ts'
import { migrate } from '#platform/migrate.ts'
import { startEmbeddedPostgres } from '#platform/postgres/embedded.ts'
import { compose } from './compose.ts'
import { readConfig } from './config.ts'

const say = (line: string): void => console.log(line)

const config = readConfig()
await mkdir(config.stateDir, { recursive: true })
const own = config.database
  ? undefined
  : await startEmbeddedPostgres({ stateDir: join(config.stateDir, 'postgres'), log: say })
const urls = config.database ?? { url: own?.appUrl() ?? '', ownerUrl: own?.ownerUrl() ?? '' }
await migrate(urls.ownerUrl, { onProgress: (name) => say(`  ${name}`) })
const clock = config.speed === 1 ? wallClock() : scaledClock({ speed: config.speed, startAt: new Date() })
const centre = await compose(config, {
  ...urls,
  clock,
  log: logger(config.logLevel),
  phones: simulator({ clock, seed: config.seed, behaviour: behaviourByDistribution({ profile: bankProfile }) }),
})
say(await centre.start())

const leave = async (): Promise<void> => {
  await centre.stop()
  clock.stop()
  await own?.stop()
  process.exit(0)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leave())
