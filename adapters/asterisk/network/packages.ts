import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

const run = promisify(execFile)

/** A program and all it needs, as Debian packages it: unpacked in a folder, never installed. */
export type PackageSet = {
  /** The package whose version is pinned. */
  name: string
  version: string
  /** The release of Debian that carries it. */
  suite: string
  also: readonly string[]
  /** Packages the program does not need to run, though they come along. */
  unneeded: RegExp
  /** What is done in the folder before it is used. */
  finish: (folder: string) => Promise<void>
}

export type FetchOptions = {
  /** Where unpacked programs are kept between runs. */
  cache: string
  /** A version to take instead of the pinned one, once somebody has looked at it. */
  accept?: string
  /** The package source; unsaid, the one this machine uses for Debian, or Debian's own. */
  source?: string
}

/** The source carries another version than the one we have tried. */
export class VersionMoved extends Error {
  override readonly name = 'VersionMoved'
  readonly found: string
  constructor({ name, suite }: PackageSet, version: string, found: string) {
    const tests = name === 'asterisk' ? ` (tests: CARILLON_ACCEPT_ASTERISK=${found})` : ''
    super(
      `${name} ${version} is wanted, but Debian ${suite} carries ${found} now. Either copy the folder ` +
        `${name}-${version} of an earlier cache here, or name a source that still has it ` +
        `(--source http://snapshot.debian.org/archive/debian/<date>), or try the newer one: --accept ${found}` +
        `${tests}; if all tests pass with it, pin it in get-asterisk.ts.`,
    )
    this.found = found
  }
}

/** Unpacks a set of packages, or finds it unpacked, and answers the folder. Needs no rights and touches no package here. */
export const fetchPackages = async (set: PackageSet, options: FetchOptions): Promise<string> => {
  const folder = join(options.cache, `${set.name}-${options.accept ?? set.version}`)
  if (await exists(folder)) return folder
  await checkTools()
  await mkdir(options.cache, { recursive: true })
  const work = await mkdtemp(join(options.cache, '.getting-'))
  try {
    const environment = await privateApt(work, set.suite, options.source ?? (await usualSource()))
    await apt(environment, 'update')
    await checkVersion(environment, set, options.accept)
    await apt(environment, '--download-only', 'install', set.name, ...set.also)
    const unpacked = join(work, 'unpacked')
    await unpack(join(work, 'cache', 'archives'), unpacked, set.unneeded)
    await set.finish(unpacked)
    // Whoever else was getting it at the same time made the same thing.
    await rename(unpacked, folder).catch(async (problem: unknown) => {
      if (!(await exists(folder))) throw problem
    })
    return folder
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'

const checkTools = async (): Promise<void> => {
  const tools = ['apt-get', 'apt-cache', 'apt-config', 'dpkg-deb']
  const missing: string[] = []
  for (const tool of tools) await run(tool, ['--version']).catch(() => missing.push(tool))
  if (missing.length > 0)
    throw new Error(
      `Asterisk for tests comes from Debian packages, which needs ${missing.join(', ')}: use Debian or Ubuntu.`,
    )
  if (!(await exists(keyring)))
    throw new Error(
      `${keyring} is missing, without which no package can be trusted: apt-get install debian-archive-keyring`,
    )
}

/** The mirror this machine takes Debian from: it may be the only one it can reach. */
const usualSource = async (): Promise<string> => {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  const codename = /^VERSION_CODENAME=(\w+)$/m.exec(release)?.[1]
  const folder = '/etc/apt/sources.list.d'
  const names = (await readdir(folder).catch(() => [])).toSorted()
  const files = ['/etc/apt/sources.list', ...names.map((name) => join(folder, name))]
  if (!/^ID=debian$/m.test(release) || !codename) return debiansOwn
  for (const file of files) {
    const found = sourceIn(await readFile(file, 'utf8').catch(() => ''), codename)
    if (found) return found
  }
  return debiansOwn
}
const debiansOwn = 'http://deb.debian.org/debian'

/** Where a file of package sources, of the old form or the new, takes `main` of a release of Debian from. */
export const sourceIn = (text: string, codename: string): string | undefined => {
  for (const stanza of text.split(/\n\s*\n/)) {
    const field = (name: string): string[] =>
      new RegExp(`^${name}:(.*)$`, 'im').exec(stanza)?.[1]?.trim().split(/\s+/) ?? []
    const [uri] = field('URIs')
    if (uri && field('Suites').includes(codename) && field('Components').includes('main')) return uri
  }
  for (const line of text.split('\n')) {
    const [, uri, suite, ...components] = line
      .replace(/\[[^\]]*\]/, '')
      .trim()
      .split(/\s+/)
    if (line.startsWith('deb ') && suite === codename && components.includes('main')) return uri
  }
  return undefined
}

/** An apt that knows one source and keeps everything in `work`; of this machine it takes only how to reach the network. */
const privateApt = async (work: string, suite: string, source: string): Promise<NodeJS.ProcessEnv> => {
  const at = (name: string): string => join(work, name)
  for (const folder of ['lists/partial', 'cache/archives/partial', 'empty'])
    await mkdir(at(folder), { recursive: true })
  await writeFile(at('status'), '')
  await writeFile(at('sources.list'), `deb [signed-by=${keyring}] ${source} ${suite} main\n`)
  const settings: Record<string, string> = {
    'Dir::Etc::Parts': at('empty'),
    'Dir::Etc::Main': '/dev/null',
    'Dir::Etc::SourceList': at('sources.list'),
    'Dir::Etc::SourceParts': at('empty'),
    'Dir::Etc::Preferences': '/dev/null',
    'Dir::Etc::PreferencesParts': at('empty'),
    'Dir::State::Lists': at('lists'),
    'Dir::State::status': at('status'),
    'Dir::Cache': at('cache'),
    'Dir::Cache::archives': at('cache/archives'),
    'APT::Install-Recommends': 'false',
    'APT::Get::Assume-Yes': 'true',
    // Who runs this may not be allowed to become `_apt`, nor may `_apt` be allowed to write here.
    'APT::Sandbox::User': 'root',
    'Debug::NoLocking': 'true',
    // A mirror, and all the more a snapshot, may be older than its lists say it may.
    'Acquire::Check-Valid-Until': 'false',
    // Unless told so it takes a source it cannot reach for one without packages.
    'APT::Update::Error-Mode': 'any',
    'Acquire::Retries': '3',
    'Acquire::http::Timeout': '30',
  }
  const { stdout } = await run('apt-config', ['dump'])
  const network = stdout.split('\n').filter((line) => /^Acquire::https?::/i.test(line))
  const lines = [...network, ...Object.entries(settings).map(([key, value]) => `${key} "${value}";`)]
  await writeFile(at('apt.conf'), `${lines.join('\n')}\n`)
  return { APT_CONFIG: at('apt.conf'), LC_ALL: 'C' }
}

/** Runs apt-get; its own words stand in the error. What this process has in its environment (proxies) it has too. */
const apt = (environment: NodeJS.ProcessEnv, ...args: string[]): Promise<unknown> =>
  run('env', [...named(environment), 'apt-get', '-qq', ...args], { maxBuffer: 2 ** 26 }).catch((problem) => {
    const said = z.object({ stderr: z.string() }).safeParse(problem).data?.stderr ?? String(problem)
    throw new Error(`apt-get ${args.join(' ')} failed; is the package source within reach?\n${said.trim()}`)
  })
const named = (environment: NodeJS.ProcessEnv): string[] =>
  Object.entries(environment).map(([name, value]) => `${name}=${value}`)

const checkVersion = async (environment: NodeJS.ProcessEnv, set: PackageSet, accept?: string): Promise<void> => {
  const { stdout } = await run('env', [...named(environment), 'apt-cache', 'show', '--no-all-versions', set.name])
  refuseOtherVersion(set, stdout, accept)
}

/** Throws `VersionMoved` unless what `apt-cache show` told is the version wanted. */
export const refuseOtherVersion = (set: PackageSet, shown: string, accept?: string): void => {
  const found = upstreamVersion(/^Version: (.*)$/m.exec(shown)?.[1] ?? '')
  const wanted = accept ?? set.version
  if (found !== wanted) throw new VersionMoved(set, wanted, found)
}

/** `1:22.10.1+dfsg+~cs6.17-1` is 22.10.1: Debian may build it again, what we have tried is what is in it. */
export const upstreamVersion = (debian: string): string => /^(?:\d+:)?([^-+~]+)/.exec(debian)?.[1] ?? 'nothing'

const unpack = async (archives: string, into: string, unneeded: RegExp): Promise<void> => {
  await mkdir(into)
  const files = (await readdir(archives)).filter((name) => name.endsWith('.deb') && !unneeded.test(name))
  for (const name of files) await run('dpkg-deb', ['-x', join(archives, name), into])
}
