import { access, readdir, rm, symlink } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type FetchOptions, fetchPackages, type PackageSet } from './packages.ts'

/** How a program is started: with the C library it came with, so that any Linux will do. */
export type Program = { command: string; args: readonly string[] }

export type AsteriskPrograms = { asterisk: Program; modules: string; data: string }
export type PhonePrograms = AsteriskPrograms & { sipp: Program }

/** Where unpacked programs are kept, unless told otherwise. */
export const usualCache = join(homedir(), '.cache', 'carillon')

const asteriskSet: PackageSet = {
  name: 'asterisk',
  version: '22.10.1',
  suite: 'sid',
  also: ['asterisk-core-sounds-en-wav', 'asterisk-moh-opsound-wav'],
  unneeded:
    /^(perl|libperl|gnupg|gpg|dirmngr|pinentry|tzdata|debconf|adduser|passwd|base-passwd|login|libpam|asterisk-core-sounds-en-gsm|pci\.ids|libsemanage|libsepol|readline-common)/,
  finish: async (folder) => {
    const { libraries } = await machineOf(folder)
    for (const name of ['doc', 'man', 'locale', 'info', 'perl', 'perl5', 'zoneinfo', 'lintian', 'bash-completion'])
      await rm(join(folder, 'usr/share', name), { recursive: true, force: true })
    await rm(join(folder, 'usr/lib', libraries, 'gconv'), { recursive: true, force: true })
    // Debian makes this link when it installs.
    await symlink('en_US_f_Allison', join(folder, 'usr/share/asterisk/sounds/en'))
  },
}

const sippSet: PackageSet = {
  name: 'sip-tester',
  version: '3.6.1',
  suite: 'bookworm',
  also: [],
  unneeded: /^(debconf|perl)/,
  finish: async (folder) => {
    await rm(join(folder, 'usr/share'), { recursive: true, force: true })
  },
}

/** The web server of `ops/proxy`, for tests of what is documented there. */
const nginxSet: PackageSet = {
  name: 'nginx',
  version: '1.22.1',
  suite: 'bookworm',
  also: [],
  unneeded:
    /^(debconf|perl|iproute2|libbpf|libelf|libcap|libmnl|libxtables|libtirpc|libdb|libgssapi|libkrb|libk5|libkeyutils|libcom-err|krb5)/,
  finish: async (folder) => {
    await rm(join(folder, 'usr/share'), { recursive: true, force: true })
  },
}

const loaders: Readonly<Record<string, string>> = {
  'x86_64-linux-gnu': 'ld-linux-x86-64.so.2',
  'aarch64-linux-gnu': 'ld-linux-aarch64.so.1',
}

/** Which machine the unpacked packages are for, by the folder their libraries are in. */
const machineOf = async (folder: string): Promise<{ libraries: string; loader: string }> => {
  const folders = await readdir(join(folder, 'usr/lib'))
  for (const [libraries, loader] of Object.entries(loaders))
    if (folders.includes(libraries)) return { libraries, loader }
  throw new Error(`Asterisk for tests runs on x86-64 and ARM Linux of 64 bits; this is ${process.arch}`)
}

/** The program at `path` in an unpacked folder. */
const programIn = async (folder: string, path: string): Promise<Program> => {
  const { libraries, loader } = await machineOf(folder)
  // Older releases of Debian have them in /lib, newer ones in /usr/lib.
  const places = ['usr/lib', 'lib'].map((place) => join(folder, place, libraries))
  for (const place of places) {
    const command = join(place, loader)
    const isHere = await access(command).then(
      () => true,
      () => false,
    )
    if (isHere) return { command, args: ['--library-path', places.join(':'), join(folder, path)] }
  }
  throw new Error(`no ${loader} in ${folder}; remove that folder and try again`)
}

/** Asterisk of the pinned version: from the cache, or fetched in about twenty seconds. */
export const getAsterisk = async (options: FetchOptions): Promise<AsteriskPrograms> => {
  const folder = await fetchPackages(asteriskSet, options)
  const { libraries } = await machineOf(folder)
  return {
    asterisk: await programIn(folder, 'usr/sbin/asterisk'),
    modules: join(folder, 'usr/lib', libraries, 'asterisk/modules'),
    data: join(folder, 'usr/share/asterisk'),
  }
}

/** SIPp, which plays the carriers. */
export const getSipp = async (options: FetchOptions): Promise<Program> =>
  programIn(await fetchPackages(sippSet, options), 'usr/bin/sipp')

export const getNginx = async (options: FetchOptions): Promise<Program> =>
  programIn(await fetchPackages(nginxSet, options), 'usr/sbin/nginx')

/** Everything a network needs. `accept` is about Asterisk. */
export const getPhonePrograms = async (options: FetchOptions): Promise<PhonePrograms> => {
  const { accept: _, ...forSipp } = options
  return { ...(await getAsterisk(options)), sipp: await getSipp(forSipp) }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      cache: { type: 'string' },
      accept: { type: 'string' },
      source: { type: 'string' },
      /** `asterisk`: without what only tests need, for a machine that only telephones. */
      only: { type: 'string' },
    },
  })
  const { cache = usualCache, accept, source, only } = values
  const get = only === 'asterisk' ? getAsterisk : getPhonePrograms
  try {
    const from = { cache, ...(source ? { source } : {}) }
    const { data } = await get({ ...from, ...(accept ? { accept } : {}) })
    if (only !== 'asterisk') await getNginx(from)
    process.stdout.write(`${data}\n`)
  } catch (problem) {
    process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n`)
    process.exitCode = 1
  }
}
