import { readFile, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/**
 * The operating system account that runs the database server. `ids` are set only when we are root and must step down
 * (PostgreSQL refuses to run as root); `named` says whether the account is listed in /etc/passwd.
 */
export type Account = { ids?: { uid: number; gid: number }; named: boolean; name: string }

type Listed = { name: string; uid: number; gid: number }

/** As root: the owner of an existing cluster, else `postgres`, else `nobody`. Otherwise: ourselves. Creates no account. */
export const accountFor = async (dataDir: string): Promise<Account> => {
  const ours = process.getuid?.()
  if (ours === undefined) return { named: true, name: 'this user' }

  const listed = await readAccounts()
  const owner = await stat(dataDir).catch(() => undefined)
  if (ours !== 0) {
    if (owner && owner.uid !== ours) throw notOurs(dataDir, owner.uid, ours)
    const self = listed.find((account) => account.uid === ours)
    return { named: self !== undefined, name: self?.name ?? `uid ${ours}` }
  }

  const wanted =
    owner && owner.uid !== 0
      ? (listed.find((account) => account.uid === owner.uid) ?? {
          name: `uid ${owner.uid}`,
          uid: owner.uid,
          gid: owner.gid,
        })
      : (listed.find(({ name }) => name === 'postgres') ?? listed.find(({ name }) => name === 'nobody') ?? nobody)
  const named = listed.some((account) => account.uid === wanted.uid)
  return { ids: { uid: wanted.uid, gid: wanted.gid }, named, name: wanted.name }
}

const nobody: Listed = { name: 'uid 65534', uid: 65534, gid: 65534 }

const notOurs = (dataDir: string, owner: number, ours: number): Error =>
  new Error(
    `The database folder ${dataDir} belongs to uid ${owner}, but this process runs as uid ${ours}. ` +
      'Start it as the account that made the folder, or choose another state folder.',
  )

const readAccounts = async (): Promise<Listed[]> => {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter((parts) => parts.length >= 4)
    .map(([name, , uid, gid]) => ({ name: String(name), uid: Number(uid), gid: Number(gid) }))
}

/** Fails early, in words, where the server's account cannot walk down to the folder: PostgreSQL would only say EACCES. */
export const checkReachable = async (folder: string, account: Account): Promise<void> => {
  if (!account.ids) return
  const { uid, gid } = account.ids
  for (let path = resolve(folder); ; path = dirname(path)) {
    const { mode, uid: owner, gid: group } = await stat(path)
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001
    if ((mode & bit) === 0) {
      throw new Error(
        `The database runs as "${account.name}", because PostgreSQL refuses to run as root, and that account may not ` +
          `enter ${path}. Choose a state folder elsewhere (for example /var/lib/carillon), or open it: chmod a+x ${path}`,
      )
    }
    if (dirname(path) === path) return
  }
}
